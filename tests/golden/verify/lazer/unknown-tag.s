; patch: 8: 07 -> 16
.target lazer
.module m

.func f()
    ret
.end
