.target hydro
; Labels of the stack set are instruction indices.
.func f(n: bool)
1:
    branch 1f, 1b
1:
    jump   2f
    jump   0
2:
.end
