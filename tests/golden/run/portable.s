; targets: lazer, hydro
;
; One source for both machines: loops, calls and texts, each function in one set and translated for the other.

.module main
.using std.io.print
.isa lazer

.extern println(value: i64) from std.io.print
.extern print(text: string) from std.io.print

;; n! in registers
.func fact(n: i64) -> i64
    loadk r0, 1i64
loop:
    loadk r3, 1i64
    le    r2, n, r3
    jt    r2, done
    mul   r0, r0, n
    sub   n, n, r3
    jmp   loop
done:
    ret
.end

;; the same on a stack
.func fact_stack(n: i64) -> i64 isa=hydro
    duplicate
    push   1i64
    lessthanequal
    branch done, again
done:
    pop
    push 1i64
    return
again:
    duplicate
    push     1i64
    subtract
    push     fn fact_stack
    call
    multiply
    return
.end

.func main()
    loadk r1, "20! = "
    call  print
    loadk r1, 20i64
    call  fact
    move  r1, r0
    call  println
    loadk r1, "21! wraps to "
    call  print
    loadk r1, 21i64
    call  fact_stack
    move  r1, r0
    call  println
    ret
.end
