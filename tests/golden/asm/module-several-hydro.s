.target hydro
; Several modules in one file; the next begins where the one before ends.
.module left
.func f(a: i32)
    return
.end
.module right
.using left
.func g(b: i32)
    push fn left::f
    call
.end
