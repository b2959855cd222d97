.target lazer
.module m

.func f(a: i32)
    list r0, 4, 2
    put  a, a, a
    ret
.end
