.target lazer
.module m

.func f()
    ret
.end

.func f() dup
    trap 1
.end
