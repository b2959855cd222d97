.target hydro
.module m

.func f(flag: bool)
    branch yes, no
yes:
    push 1i32
    return
no:
.end
