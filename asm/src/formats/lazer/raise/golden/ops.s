.target lazer

.op fma 0x80 a:reg, b:reg, c:reg
.op `my op` 0x81 a:const16, b:i8
.op mut 0x82 a:label16
.op far 0x83 a:label24
.op far2 0x83 a:i24
.op wait 0xFF
.op n 0x84 a:u16, b:u8

.module

.code
loop:
    fma     r1, r31, s0
    .word 0x00200180
    `my op` 5, -128
    `my op` #9, 1
    mut     L1
    .word 0x01000182
L1:
    far     loop
    wait
    .word 0x010000FF
    n       65535, 7
.end
