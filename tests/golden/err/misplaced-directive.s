; target: lazer
.func f()
    move r0, .word 1
;            ^^^^^ error[LZ0203]: directive `.word` in the middle of a line
    ret
.end
