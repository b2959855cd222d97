.target lazer
.module m

.func f(a: i32)
    loadi r2, 1
    call  g
    add   r0, r0, r2
    ret
.end

.func g()
    loadi r2, 9
    ret
.end
