; target: lazer, hydro
; Functions of both sets that call each other: whichever the target is, the others are translated.
.func fact(n: i64) -> i64
    loadk r0, 1i64
    loadk r3, 1i64
loop:
    le    r2, n, r3
    jt    r2, done
    mul   r0, r0, n
    sub   n, n, r3
    jmp   loop
done:
    ret
.end
.func factr(n: i64) -> i64 isa=hydro
    duplicate
    push 1i64
    lessthanequal
    branch done, again
done:
    pop
    push 1i64
    return
again:
    duplicate
    push 1i64
    subtract
    push fn factr
    call
    multiply
    return
.end
.extern print(value: any) from std.io.print
.func gcd(a: u64, b: u64) -> u64
  loadk r5, 0u64
1: eq r4, b, r5
   jt r4, 2f
   mod r6, a, b
   move a, b
   move b, r6
   jmp 1b
2: move r0, a
   ret
.end
.func hello(name: string) isa=hydro
   push "hello "
   push fn print
   call
   push fn print
   call
   push 1.5
   push 3u8
   cast f64
   multiply
   push fn print
   call
.end
.func neg(a: f32, b: f32) -> f32
   neg r3, a
   lt r4, r3, b
   jf r4, 1f
   move r0, b
   ret
1: swap a, b
   sub r0, a, b
   ret
.end
.func main()
  loadk r1, "x"
  call hello, save
  loadk r1, 5i64
  call fact
  move r1, r0
  call print
  ret
.end
