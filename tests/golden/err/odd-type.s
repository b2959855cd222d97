; target: roomod
.extern f(x: i32[4] mut)
;            ^^^^^^^^^^ warning[LZ0413]: `mut` behind a type that is no reference
