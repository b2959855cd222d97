; target: lazer
.func f() isa=hydro
;     ^ error[LZ0507]: not translated yet: a function of the hydro set for a lazer file
    push 5u128
    return
.end
