.target lazer
.module m

.func f(a: i32, b: i32)
    list r0, 2, 2  ; `a` is r1, `b` is r2: three registers are in use
    put  a, b
    ret
.end
