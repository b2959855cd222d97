; target: sailar
.module m
.struct P open
    x: i32
;   ^ error[LZ0520]: the field `x` of an open struct is not exported
    y: i32 export
.end
