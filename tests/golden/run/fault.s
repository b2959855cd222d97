; targets: hydro
;
; What a program did before a fault stays done, and the fault says where it was.

.target hydro
.module main
.using std.io.print

.func half(n: u32) -> u32
    push 2u32
    swap
    divide
    return
.end

.func main()
    push "before"
    push fn std.io.print::println
    call
    push 0u32
    push fn half
    call
    push fn std.io.print::println
    call
.end
