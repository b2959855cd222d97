.target hydro
.module m

.func area(w: i32, h: i32)
    multiply
    return
.end

.func f(flag: bool)
    branch wide, narrow
wide:
    push 4i32
    jump both
narrow:
    push 3i32
both:
    push fn area
    call
    return
.end
