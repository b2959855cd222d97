; target: lazer
A = 0x7fffffffffffffffffffffffffffffff + 1
;   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[LZ0306]: the result does not fit in 128 bits
B = 1 << 200
;   ^^^^^^^^ error[LZ0306]: shift by 200 bits is out of range
