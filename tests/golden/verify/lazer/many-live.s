.target lazer
.module m

.func f()
    list r0, 0, 40
    ret
.end
