.target hydro
; `dup` keeps a second definition with the same key.
.module m
.struct P
.end
.struct P dup
    x: i32
.end
.func f(a: i32)
.end
.func f() dup
.end
