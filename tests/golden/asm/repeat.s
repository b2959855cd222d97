; target: lazer
.module m
.repeat 3, i
    .const k\i = \i * 10
.end
.func f()
.repeat 2, i
    loadi r\i, \i * 2
.end
    ret
.end
