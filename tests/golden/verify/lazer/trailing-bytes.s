.target lazer
.module m

.func f()
    ret
.end

.trailing b"more"
