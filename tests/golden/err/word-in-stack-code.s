; target: hydro
.func f() isa=hydro
    .word 1
;   ^^^^^^^ error[LZ0366]: `.word` in a function written for a stack
    return
.end
