; targets: hydro
;
; Factorial for a stack machine, with layouts, an intrinsic and a variable.

.target hydro    ; its own instruction set is used from here on
.module main
.using std.math  ; names another module that this one refers to

; The host provides an intrinsic: a line for each target, with the code that does it there.
.intrinsic println(value: any)
    vm "println"
    js "console.log"
.end

.struct Pair
    n:      i64
    result: i64
.end

;; n! by recursion
.func fact(n: i64) -> i64  ; n is on the new stack
    duplicate      ; n n
    push   1i64    ; n n 1
    lessthanequal  ; n (n <= 1)
    branch done, again
done:
    pop
    push   1i64
    return
again:
    duplicate  ; n n
    push   1i64
    subtract   ; n (n - 1)
    push   fn fact
    call       ; n (n - 1)!
    multiply
    return
.end

;; n! in a loop, with the product in a variable
.func fact_loop(n: i64) -> i64
    push   ref product  ; a reference to a variable of this activation
    alloc  i64          ; creates it, with the type's default
    push   1i64
    store               ; n &product
    swap                ; &product n
next:
    duplicate
    push   1i64
    greaterthan
    branch multiply_one, done
multiply_one:
    duplicate  ; &product n n
    push   ref product
    load       ; &product n n product
    multiply
    push   ref product
    swap
    store  ; &product n &product
    pop
    push   1i64
    subtract
    jump   next
done:
    pop
    load  ; the value of product
    return
.end

.func main()
    push     ref pair
    alloc    Pair
    load  ; a layout with zeros in it
    push     10i64
    setindex n
    push     10i64
    push     fn fact
    call
    setindex result
    push     fn println
    call
    push     2.0
    push     fn std.math::sqrt  ; a function of another module
    call
    pop
.end
