; patch: 5: 02 -> 06
.target lazer
.module m

.func f()
    ret
.end
