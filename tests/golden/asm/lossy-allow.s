; target: lazer
; options: --lossy=allow
.module m
.struct P
    x: i32
.end
