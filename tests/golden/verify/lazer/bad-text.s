; patch: 10: 6d -> ff
.target lazer
.module m

.func f()
    ret
.end
