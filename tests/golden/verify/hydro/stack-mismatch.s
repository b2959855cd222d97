.target hydro
.module m

.func f(flag: bool)
    branch yes, no
yes:
    push 1i32
    push 2i32
    jump both
no:
    push 1i32
both:
    pop
.end
