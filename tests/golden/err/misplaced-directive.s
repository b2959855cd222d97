; target: lazer
.func f()
    move r0, .word 1
;            ^^^^^ error[LZ0203]: the directive `.word` in the middle of a line
    ret
.end
