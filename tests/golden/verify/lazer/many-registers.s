.target lazer
.module m

.func f() registers=33
    ret
.end
