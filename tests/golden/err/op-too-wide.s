; target: lazer
.op wide 0x80 d:reg, a:u16, b:u8
;   ^^^^ error[LZ0412]: the operands of `wide` take 4 bytes
