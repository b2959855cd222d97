; target: roomod
.struct P
;       ^ error[LZ0513]: unknown size of `P`
    x: Elsewhere
.end
.struct Q
;       ^ error[LZ0513]: `Q` contains itself, so it has no size
    q: Q
.end
.struct R
;       ^ error[LZ0513]: unknown size of `R`
    s: string
.end
.extern struct Elsewhere
