.target lazer
.module m

.func f(a: i32)
    put a
    ret
.end
