; target: lazer
; Labels by name and by number, and distances.
.func f(n: i32)
1:
    jt    r1, 1f
    jf    r1, 1b
    jmp   2f
1:  2:
    jmp   1b
    jmp   -1
    jmp   end
end:
    ret
.end
