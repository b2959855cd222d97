; target: lazer
.func f()
    add r0, r1
;   ^^^^^^^^^^ error[LZ0403]: `add` takes 3 operands, found 2
    ret r0
;   ^^^^^^ error[LZ0403]: `ret` takes no operands, found 1
    call
;   ^^^^ error[LZ0403]: `call` takes 1 to 2 operands, found 0
    put r1, r2, r3, r4
;   ^^^^^^^^^^^^^^^^^^ error[LZ0403]: `put` takes 1 to 3 operands, found 4
    ret
.end
