; target: lazer
.func f() isa=hydro
    push 5u128
;   ^^^^^^^^^^ error[LZ0507]: an integer of the type u128 is not a portable value
    return
;   ^^^^^^ error[LZ0507]: `return` with a value in a function without a result
.end
