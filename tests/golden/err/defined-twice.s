; target: lazer
.const k = 1
.const k = 2
;      ^ error[LZ0362]: duplicate constant `k`
.func f()
loop:
    jmp loop
loop:
;^^^^ error[LZ0362]: duplicate label `loop` in this function
    ret
.end
.extern f2
.op add 0x80 a:reg
;   ^^^ error[LZ0362]: duplicate instruction `add`
