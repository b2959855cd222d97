; target: lazer
A = 300u8
;   ^^^^^ error[LZ0309]: `300u8` does not fit `u8`
B = -1u16
;   ^^^^^ error[LZ0309]: `-1u16` does not fit `u16`
C = 200u8 + 100
;   ^^^^^^^^^^^ error[LZ0309]: the value 300 does not fit `u8`
.const d = i16(70000)
;          ^^^^^^^^^^ error[LZ0309]: the value 70000 does not fit `i16`
.const e = i32(1.5)
;          ^^^^^^^^ error[LZ0309]: 1.5 is not a whole number
.const f = 1e39f32
;          ^^^^^^^ error[LZ0309]: `1e39f32` exceeds the greatest finite `f32`
