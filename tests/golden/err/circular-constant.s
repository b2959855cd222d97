; target: lazer
A = B + 1
;   ^ error[LZ0303]: cyclic definition of `A`
B = C * 2
C = A
.const a = A
