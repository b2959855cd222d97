; cut: 20
.target lazer
.module m

.func f()
    ret
.end
