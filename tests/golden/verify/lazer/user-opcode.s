.target lazer
.op wait 0x80
.module m

.func f()
    wait
    wait
    ret
.end
