.target lazer
.module main

.func f()
    call lib::g/0, tail
.end

.module lib

.func f()
    ret
.end
