; target: lazer
.op zap 0x80
.macro move
;      ^^^^ error[LZ0329]: a macro named like the instruction `move`
.end
.macro zap
;      ^^^ error[LZ0329]: a macro named like the instruction `zap`
.end
