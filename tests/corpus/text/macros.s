.macro max dst, a, b, tmp=r9
    gt \tmp, \a, \b
    jt \tmp, take\@
    move \dst, \b
take\@:
    move \dst, \a
.end
.repeat 3, i
N\i = \i * 2
.end
.func f(a: i32, b: i32)
    max r0, a, b
    ret
.end
