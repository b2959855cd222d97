; targets: lazer, hydro
; The number of primes below 100. Each function is written in the set that suits it, and is translated for the
; machine of the other: both machines print the same.
.module primes
.extern println(value: any) from std.io.print
.extern print(value: any) from std.io.print

; Whether n is a prime, by trial division.
.func is_prime(n: i64) -> bool isa=lazer
    .let by = r4
    loadk r0, false
    loadk r3, 2i64
    lt    r5, n, r3
    jt    r5, done
    move  by, r3
again:
    mul   r5, by, by
    gt    r5, r5, n
    jt    r5, prime
    mod   r5, n, by
    loadk r6, 0i64
    eq    r5, r5, r6
    jt    r5, done
    loadk r6, 1i64
    add   by, by, r6
    jmp   again
prime:
    loadk r0, true
done:
    ret
.end

.func count(to: i64) -> i64 isa=hydro
    push   0i64  ; to, found
    push   2i64  ; to, found, n
again:
    duplicate
    rotate 4
    duplicate 3
    greaterthan  ; to, found, n, n > to
    branch done, test
test:
    duplicate
    push   fn is_prime
    call
    branch yes, next
yes:
    swap
    push   1i64
    add
    swap
next:
    push   1i64
    add
    jump   again
done:
    pop
    return
.end

.func main() -> i64 isa=lazer
    loadk r1, "primes below 100: "
    call  print
    loadk r1, 100i64
    call  count
    move  s0, r0
    move  r1, r0
    call  println
    move  r0, s0
    ret
.end
