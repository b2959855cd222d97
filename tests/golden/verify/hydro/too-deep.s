; The type goes into 65 arrays, one in the other.
; insert: 51: 0f * 65
.target hydro
.module m

.func f(a: any)
    cast u8
    pop
.end
