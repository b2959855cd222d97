; target: lazer
A = 1
A = 2
; error[LZ0320]: `A` is defined a second time
.const A = 3
;      ^ error[LZ0362]: the constant `A` is defined twice
