.target hydro

.module main
.using std.io.print

.struct Point
    x:    i32
    y:    i32
    tags: u8[4]
.end

.func fact(n: i64) -> any
    duplicate       ; 1 → 2
    push   1i64     ; 0 → 1
    lessthanequal   ; 2 → 1
    branch L1, L2   ; to 4 or 7
L1:
    pop             ; 1 → 0
    push   1i64     ; 0 → 1
    return
L2:
    duplicate       ; 1 → 2
    push   1i64     ; 0 → 1
    subtract        ; 2 → 1
    push   fn fact  ; takes 1
    call
    multiply        ; 2 → 1
    return
.end

.func main()
    push 10i64    ; 0 → 1
    push fn fact  ; takes 1
    call
    cast string   ; 1 → 1
    push fn std.io.print::println
    call
.end
