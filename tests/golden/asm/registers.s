; target: lazer
; Parameters are names of registers, as are `.let`s; the number of registers is counted or stated.
.func f(a: i32, b: i32)
    .let sum = r9
    add   sum, a, b
    move  s127, sum
    move  r0, s127
    ret
.end
.func g() registers=20
    ret
.end
.func h(a: i32, b: i32, c: i32)
    ret
.end
