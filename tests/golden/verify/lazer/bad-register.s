.target lazer
.module m

.func f(a: i32)
    .word 0x00012003  ; move r32, r1
    ret
.end
