.target lazer
.module m

.func f()
    nop
.end

.func g()
    ret
.end
