; target: lazer
A = B + 1
;   ^ error[LZ0303]: `A` is defined through itself
B = C * 2
C = A
.const a = A
