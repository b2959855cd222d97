; target: lazer hydro
; options: -D LEVEL=2
; Conditions, of which one branch is assembled.
.module m
.if target == lazer && defined(LEVEL)
    .const a = 1
.else
    .using n
.end
.if LEVEL > 2
    .const b = 1
.elif LEVEL == 2
    .if 0
        .using never
    .else
        .using inner
    .end
.else
    .const c = 1
.end
.assert LEVEL == 2, "the level"
