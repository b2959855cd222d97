; target: lazer roomod
; `dup` keeps a second definition with the same key.
.module m
.func f(a: i32)
    ret
.end
.func f(a: i32) dup
    ret
.end
