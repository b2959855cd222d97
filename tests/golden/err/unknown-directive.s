; target: lazer
.fucn f()
;^^^^ error[LZ0202]: unknown directive `.fucn`
    ret
.end
.globl f
;^^^^^ error[LZ0202]: unknown directive `.globl`
