; target: lazer
.op zap 0x80
.macro move
;      ^^^^ error[LZ0329]: `move` is an instruction
.end
.macro zap
;      ^^^ error[LZ0329]: `zap` is an instruction
.end
