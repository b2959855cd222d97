; target: lazer
.func f()
    jt r1, far
;   ^^^^^^^^^^ error[LZ0402]: `jt` cannot reach `far`
.repeat 32768
    nop
.end
far:
    ret
.end
