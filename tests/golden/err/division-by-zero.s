; target: lazer
ZERO = 2 - 2
A = 1 / ZERO
;   ^^^^^^^^ error[LZ0307]: a division by zero
B = 1 % 0
;   ^^^^^ error[LZ0307]: the remainder of a division by zero
