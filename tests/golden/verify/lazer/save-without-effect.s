.target lazer
.module m

.func f()
    call f, tail, save
.end
