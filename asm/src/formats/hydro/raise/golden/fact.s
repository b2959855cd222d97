.target hydro

.module main
.using std.io.print

.struct Point
    x:    i32
    y:    i32
    tags: u8[4]
.end

.func fact(n: i64) -> any
    duplicate
    push   1i64
    lessthanequal
    branch L1, L2
L1:
    pop
    push   1i64
    return
L2:
    duplicate
    push   1i64
    subtract
    push   fn fact
    call
    multiply
    return
.end

.func main()
    push 10i64
    push fn fact
    call
    cast string
    push fn std.io.print::println
    call
.end
