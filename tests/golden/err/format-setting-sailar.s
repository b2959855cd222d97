; target: sailar
.format header=packed
;              ^^^^^^ error[LZ0510]: `header=packed` has no meaning in the sailar format
.module m
