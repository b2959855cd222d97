.target lazer
.module m

.func f()
    .word 0x00630005  ; loadk r0, #99
    ret
.end
