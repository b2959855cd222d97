; target: lazer
.isa x86
;    ^^^ error[LZ0407]: `x86` has no instruction set
.func f() isa=sailar
;             ^^^^^^ error[LZ0407]: `sailar` has no instruction set
    ret
.end
