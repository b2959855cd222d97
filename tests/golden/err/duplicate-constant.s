; target: lazer
A = 1
A = 2
; error[LZ0320]: duplicate constant `A`
.const A = 3
;      ^ error[LZ0362]: duplicate constant `A`
