; target: lazer
.func f()
    trap 256
;        ^^^ error[LZ0405]: 256 does not fit here
    loadi r0, 40000
;             ^^^^^ error[LZ0405]: 40000 does not fit here
    tuple r0, -1, 3
;             ^^ error[LZ0405]: -1 does not fit here
    .word 0x100000000
;         ^^^^^^^^^^^ error[LZ0405]: 4294967296 does not fit here
    ret
.end
