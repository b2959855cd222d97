; targets: hydro
;
; Strings are arrays of bytes: reversed by a loop, by the host, and compared.

.target hydro
.include "variables.inc"
.module main
.using std.string

.func reversed(text: string) -> string
    var      at, u64
    getindex length
    duplicate
    write      at
    alloc    u8[]
    swap  ; new text
again:
    read    at
    push   0u64
    equal
    branch done, next
next:
    read      at
    push     1u64
    subtract
    write      at
    read      at
    getindex  ; new text letter
    rotate   3
    getindex length
    push     1u64
    subtract
    read      at
    subtract  ; text letter new index
    rotate   3
    setindex
    swap  ; new text
    jump     again
done:
    pop
    return
.end

.func palindrome(text: string) -> bool
    duplicate
    push fn std.string::reverse
    call
    equal
    return
.end

.func main() -> bool
    push "stressed"
    push fn reversed
    call
    println
    push "racecar"
    push fn palindrome
    call
    println
    push "racecars"
    push fn palindrome
    call
    return
.end
