; patch: 3: 00 -> 01
.target lazer
.module m

.func f()
    ret
.end
