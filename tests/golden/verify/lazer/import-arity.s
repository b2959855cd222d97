.target lazer
.module main

.func f(a: i32)
    call lib::f/1, tail
.end

.module lib

.func f()
    ret
.end
