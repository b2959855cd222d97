.target lazer
.module m

.func f(a: i32) registers=3
    move r5, a
    move r0, r5
    ret
.end
