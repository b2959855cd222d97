; target: lazer
.func f()
    mvoe r0, r1
;   ^^^^ error[LZ0401]: no instruction is called `mvoe`
    push 5
;   ^^^^ error[LZ0401]: no instruction is called `push`
    ret
.end
