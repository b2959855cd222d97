; target: lazer
; options: -g
; Translated code keeps its lines: each word has the place of the instruction that it comes from.
.module lines
.func f(a: i64, b: i64) -> i64 isa=hydro
    duplicate 1
    swap
    .loc "other.toy" 7
    rotate 3
    swap
    duplicate 1
    lessthan
    branch yes, no
yes:
    swap
    .loc "other.toy" 9 3
no:
    push 1i64
    add
    return
.end
