; target: lazer
WIDTH = 10
.func f()
    loadi r0, WIDHT * 2
;             ^^^^^ error[LZ0301]: undefined name `WIDHT`
    loadi r1, NOWHERE
;             ^^^^^^^ error[LZ0301]: undefined name `NOWHERE`
    ret
.end
