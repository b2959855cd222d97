.target lazer
.module m

.const number = 5

.func f()
    .word 0x02000107  ; call #1, save
    ret
.end
