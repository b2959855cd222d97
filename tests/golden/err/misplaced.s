; target: lazer
loop:
;^^^^ error[LZ0366]: a label outside a function
    ret
;   ^^^ error[LZ0366]: an instruction outside a function
.func f()
    .module inner
;   ^^^^^^^^^^^^^ error[LZ0366]: a declaration inside another block
    ret
.end
.func g() isa=hydro
    .word 5
;   ^^^^^^^ error[LZ0366]: `.word` in a function written for a stack
    return
.end
    frobnicate 1, 2
;   ^^^^^^^^^^^^^^^ error[LZ0366]: `frobnicate` is neither a directive nor a macro
