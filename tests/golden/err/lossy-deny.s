; target: lazer
; options: --lossy=deny
.struct P
;       ^ error[LZ0504]: the lazer format carries no structs, and there are 2
    x: i32
.end
.struct Q
.end
