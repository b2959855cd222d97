.func fact(n: i64) -> i64 isa=hydro
    duplicate
    push 1i64
    lessthanequal
    branch done, again
done:
    pop
    push 1i64
    return
again:
    duplicate
    push 1i64
    subtract
    push fn fact
    call
    multiply
    return
.end
