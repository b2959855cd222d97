; target: lazer
.func f()
    jmp lop
;       ^^^ error[LZ0361]: undefined label `lop`
    jmp elsewhere
;       ^^^^^^^^^ error[LZ0361]: undefined label `elsewhere`
    jmp 1f
;       ^^ error[LZ0361]: no label `1:` follows in this function
    jmp 2b
;       ^^ error[LZ0361]: no label `2:` above this
loop:
    jmp loop
.end
.func g()
elsewhere:
    jmp elsewhere
.end
