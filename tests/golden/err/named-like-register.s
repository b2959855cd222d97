; target: lazer
.func f(r3: i32)
;       ^^ error[LZ0371]: `r3` is the name of a register
    .let s5 = r1
;        ^^^^^^^ error[LZ0371]: `s5` is the name of a register
    ret
.end
