.target lazer
.module m

.func f()
    ret
.end

.module m

.func g()
    ret
.end
