; target: lazer
A = 1u8 + 2i64
;   ^^^^^^^^^^ error[LZ0308]: an expression cannot be both `u8` and `i64`
