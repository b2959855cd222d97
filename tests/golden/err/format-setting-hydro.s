; target: hydro
.format length_size=2
;                   ^ error[LZ0510]: `length_size=` has no meaning in the hydro format
.module m
