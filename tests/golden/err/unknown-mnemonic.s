; target: lazer
.func f()
    mvoe r0, r1
;   ^^^^ error[LZ0401]: unknown instruction `mvoe`
    push 5
;   ^^^^ error[LZ0401]: unknown instruction `push`
    ret
.end
