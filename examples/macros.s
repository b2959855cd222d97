; targets: lazer
;
; Macros: new instructions made of others. Each call expands the text of the body, which is then read like any source.

.target lazer
.module macros

; `dst`, `a` and `b` are parameters; `tmp` has a default. `\@` differs at each call, so the labels never clash.
.macro max dst, a, b, tmp=r9
    gt   \tmp, \a, \b
    jt   \tmp, first\@
    move \dst, \b
    jmp  done\@
first\@:
    move \dst, \a
done\@:
.end

; A macro can define whole functions: `\()` ends the name of a parameter.
.macro getter name, index
.func get_\name\()(t: any) -> any
    loadi r2, \index
    get   r0, t, r2
    ret
.end
.end

; A macro can check its arguments.
.macro fill count, value
.assert \count <= 8, "at most eight registers are filled"
.repeat \count, i
    loadi r\i, \value                   ; `\i` counts the repetitions from 0
.end
.end

getter first, 0
getter second, 1

.func largest(a: i32, b: i32, c: i32) -> i32
    max r4, a, b
    max dst=r0, a=r4, b=c, tmp=r5  ; arguments by name
    ret
.end

.func eights() -> i32
    fill 4, 8
    ret
.end
