; patch: 9: 01 -> 00
.target lazer
.module m

.func f()
    ret
.end
