; target: lazer
.const = 1
;      ^ error[LZ0201]: expected a name, found `=`
.const a 1
;        ^ error[LZ0201]: expected `=`, found `1`
.func f(a: i32
;             ^ error[LZ0201]: expected `,` or `)`, found the end of the line
    ret
.end
.func g()
    move r0 r1
;           ^^ error[LZ0201]: expected `,` or the end of the line, found `r1`
    move r0,, r1
;           ^^ error[LZ0201]: expected an operand, found `,`
    loadi r0, (1 + 2
;                   ^ error[LZ0201]: expected `)`, found the end of the line
    ret
.end
