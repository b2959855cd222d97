; The name of the layout reads as a function, and so the functions begin in it.
; patch: 29: 00 00 00 32 -> 00 00 00 28
.target hydro
.module m

.struct `f\0\0\0\0\0\0\0`
.end

.func g()
.end
