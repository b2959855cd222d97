; target: lazer
; Parameters, defaults, named arguments, `\@`, and macros that define items.
.macro max dst, a, b, tmp=r9
    gt   \tmp, \a, \b
    jt   \tmp, take\@
    move \dst, \b
    jmp  done\@
take\@:
    move \dst, \a
done\@:
.end
.macro getter name, value
.func get_\name\()_now() -> i32
    loadi r0, \value
    ret
.end
.end
.func f(a: i32, b: i32)
    max r0, a, b
    max r0, a, b=r5, tmp=r6
    ret
.end
getter width, 2 * 3
