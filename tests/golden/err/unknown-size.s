; target: roomod
.struct P
;       ^ error[LZ0513]: the size of `P` cannot be worked out
    x: Elsewhere
.end
.struct Q
;       ^ error[LZ0513]: `Q` contains itself, so it has no size
    q: Q
.end
.struct R
;       ^ error[LZ0513]: the size of `R` cannot be worked out
    s: string
.end
.extern struct Elsewhere
