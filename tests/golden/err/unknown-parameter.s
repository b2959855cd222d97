; target: lazer
.macro m count
    loadi r0, \cuont
;             ^^^^^^ error[LZ0331]: unknown parameter `cuont`
    loadi r0, \counter
;             ^^^^^^^^ error[LZ0331]: unknown parameter `counter`
.end
.func f()
    m 1
    ret
.end
