; target: roomod
.extern operator <=> (a: i32, b: i32) -> bool
;                ^^^ error[LZ0408]: unknown operator `<=>`
