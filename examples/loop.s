; targets: lazer
;
; A loop: the sum of the numbers from 1 to n. Parameters are registers: n is another name for r1.

.target lazer
.module loop

LIMIT = 10 * 10  ; a constant of the assembler: it leaves no trace in the output

;; The sum of 1, 2, … n.
.func sum(n: i64) -> i64
    .let one = r2    ; another name for a register, until the end of the function
    loadk r0, 0i64   ; r0 holds the result
    loadk one, 1i64  ; equal constants share one entry of the pool
1:  ; a numeric label: short, and it can be used again
    lt    r3, n, one  ; r3 = n < 1, one of the atoms `true` and `false`
    jt    r3, done
    add   r0, r0, n
    sub   n, n, one
    jmp   1b  ; back to the nearest `1:` above
done:
    ret
.end

.func main() -> i64
    loadk r1, i64(LIMIT)  ; `i64(…)` gives an expression a type
    call  sum, tail       ; a tail call: `sum` replaces this activation
.end
