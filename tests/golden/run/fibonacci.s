; targets: hydro
;
; Fibonacci numbers by recursion, and in a loop up to the last that 128 bits hold.

.target hydro
.module main
.using std.io.print

.func fib(n: u32) -> u32
    duplicate
    push     2u32
    lessthan
    branch   done, more
done:
    return
more:
    duplicate
    push     1u32
    subtract
    push     fn fib
    call
    swap
    push     2u32
    subtract
    push     fn fib
    call
    add
    return
.end

.func main() -> u128
    push 20u32
    push fn fib
    call
    push fn std.io.print::println
    call
    push 0u128
    push 1u128
    push 186u8  ; a b count
again:
    duplicate
    push   0u8
    greaterthan
    branch next, done
next:
    push     1u8
    subtract
    rotate   -3  ; count a b
    duplicate
    rotate   3
    add  ; count b (a + b)
    rotate   3
    jump     again
done:
    pop
    pop
    return
.end
