.target lazer
.module m

.func f(flag: bool)
    jt   flag, skip
    loadi r2, 1
skip:
    add  r0, r2, r3  ; r2 is written on one of two ways, r3 on none
    ret
.end
