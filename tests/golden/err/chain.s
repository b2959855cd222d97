; target: lazer
; Each call on the way to a fault is shown.
.macro inner reg
    move \reg, 5
;              ^ error[LZ0404]: expected a register, found `5`
;              ^ error[LZ0404]: expected a register, found `5`
.end
.macro outer reg
    inner \reg
.end
.func f()
    outer r1
    .repeat 1, i
        inner r2
    .end
    ret
.end
.include "include/faulty.inc"
