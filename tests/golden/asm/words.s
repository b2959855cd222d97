; target: lazer
; Raw words, and instructions of one's own.
.op zap 0x80 dst:reg, a:reg, n:u8
.op far 0x81 where:label24
.op big 0xFF k:const16, n:i8
.func f()
    .word 0xDEADBEEF
    .word -1
    zap   r1, s2, 255
    big   "text", -1
    far   end
end:
    ret
.end
