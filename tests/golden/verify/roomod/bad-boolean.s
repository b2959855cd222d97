; The parameter is 2 mutable.
; patch: 25: 00 -> 02
.target roomod
.extern f(a: u8)
