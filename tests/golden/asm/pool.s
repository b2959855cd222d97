; target: lazer
; Entries of the pool as the disassembler writes them.
.module
.pool a = 1
.pool b = 1
.pool f = fn f/2 registers=3 at=entry
.pool g = fn g/0 registers=0 at=1
.pool i = import libm::sqrt/1
.code
    nop
entry:
    loadk r0, #1
    ret
.end
