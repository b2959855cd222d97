; target: lazer
; A size class that touches its bracket is kept, whatever would do.
.module m
.const l8  = [1u8]
.const l16 = list16[1u8]
.const l32 = list32[1u8]
.const t16 = tuple16{1u8}
.const t32 = tuple32{}
.const m8  = map8#{1u8 => 2u8}
.const m16 = map16#{1u8 => 2u8}
.const m32 = map32#{}
.const b8  = bytes8"a"
.const b16 = bytes16"a"
.const b32 = bytes32"\xff"
