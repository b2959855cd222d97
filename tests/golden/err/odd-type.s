; target: roomod
.extern f(x: i32[4] mut)
;            ^^^^^^^^^^ warning[LZ0413]: `mut` after a type that is not a reference
