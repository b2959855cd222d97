; patch: 4: 02 -> 03
.target lazer
.module m

.func f()
    ret
.end
