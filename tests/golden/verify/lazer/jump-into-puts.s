.target lazer
.module m

.func f(a: i32)
    jt   a, inside
    list r0, 1, 2
inside:
    put  a
    ret
.end
