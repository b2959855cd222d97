; target: lazer
.macro m count
    loadi r0, \cuont
;             ^^^^^^ error[LZ0331]: there is no parameter `cuont`
    loadi r0, \counter
;             ^^^^^^^^ error[LZ0331]: there is no parameter `counter`
.end
.func f()
    m 1
    ret
.end
