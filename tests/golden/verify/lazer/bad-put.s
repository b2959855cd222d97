.target lazer
.module m

.func f(a: i32)
    list r0, 2, 2
    put  a
    ret
.end
