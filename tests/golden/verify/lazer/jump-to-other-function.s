.target lazer
.module m

.func f()
    jmp 0
.end

.func g()
    ret
.end
