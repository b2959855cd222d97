; target: lazer
ZERO = 2 - 2
A = 1 / ZERO
;   ^^^^^^^^ error[LZ0307]: division by zero
B = 1 % 0
;   ^^^^^ error[LZ0307]: remainder of a division by zero
