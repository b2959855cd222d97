.target hydro
; The sections in another order, with gaps and an empty one's offset.
.module m
.sections functions, b"\0\0", usings=0, layouts
.struct P
    x: i32
.end
.func f()
    return
.end
