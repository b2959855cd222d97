; target: lazer
.const k = 1
.const k = 2
;      ^ error[LZ0362]: the constant `k` is defined twice
.func f()
loop:
    jmp loop
loop:
;^^^^ error[LZ0362]: the label `loop` stands twice in this function
    ret
.end
.extern f2
.op add 0x80 a:reg
;   ^^^ error[LZ0362]: `add` is an instruction already
