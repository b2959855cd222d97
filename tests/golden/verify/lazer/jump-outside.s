.target lazer
.module m

.func f()
    jmp 100
.end
