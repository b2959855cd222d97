; target: lazer
WIDTH = 10
.func f()
    loadi r0, WIDHT * 2
;             ^^^^^ error[LZ0301]: `WIDHT` is defined nowhere
    loadi r1, NOWHERE
;             ^^^^^^^ error[LZ0301]: `NOWHERE` is defined nowhere
    ret
.end
