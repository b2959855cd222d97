; target: lazer
A = 1.5 + 1
;   ^^^^^^^ error[LZ0305]: arithmetic on floating-point numbers
.func f()
    loadi r0, 2.5
;             ^^^ error[LZ0305]: expected an integer, found a floating-point number
    ret
.end
