; target: lazer
.isa x86
;    ^^^ error[LZ0407]: unknown instruction set `x86`
.func f() isa=sailar
;             ^^^^^^ error[LZ0407]: unknown instruction set `sailar`
    ret
.end
