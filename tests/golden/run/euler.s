; targets: hydro
;
; Sums and products that people know, the large ones in 128 bits.

.target hydro
.include "variables.inc"
.module main
.using std.io.print

;; the sum of the multiples of 3 and 5 below a number
.func multiples(below: u32) -> u32
    var i, u32
    var sum, u32
again:
    duplicate
    read    i
    greaterthan
    branch test, done
test:
    read    i
    push   3u32
    modulo
    push   0u32
    equal
    read    i
    push   5u32
    modulo
    push   0u32
    equal
    or
    branch take, next
take:
    read sum
    read i
    add
    write sum
next:
    read  i
    push 1u32
    add
    write  i
    jump again
done:
    read sum
    return
.end

;; the sum of the even Fibonacci numbers up to a number
.func even_fibonacci(most: u64) -> u64
    var  sum, u64
    push 1u64
    push 2u64  ; most a b
again:
    duplicate
    rotate 4
    duplicate
    rotate 3  ; a b most most b
    greaterthanequal
    branch more, done
more:
    rotate -3  ; most a b
    duplicate
    push   2u64
    modulo
    push   0u64
    equal
    branch even, next
even:
    duplicate
    read sum
    add
    write sum
next:
    duplicate
    rotate 3
    add  ; most b (a + b)
    jump   again
done:
    read sum
    return
.end

.func gcd(a: u64, b: u64) -> u64
again:
    duplicate
    push   0u64
    equal
    branch done, next
next:
    duplicate
    rotate 3
    swap
    modulo
    jump   again
done:
    pop
    return
.end

;; the least number that all numbers up to one divide
.func smallest_multiple(most: u64) -> u64
    var  product, u64
    push 1u64
    write  product
again:
    duplicate
    push   1u64
    greaterthan
    branch next, done
next:
    duplicate
    duplicate
    read      product
    push     fn gcd
    call     ; n n gcd
    divide
    read      product
    multiply
    write      product
    push     1u64
    subtract
    jump     again
done:
    read product
    return
.end

.func factorial(n: u128) -> u128
    duplicate
    push   1u128
    lessthanequal
    branch one, more
one:
    pop
    push 1u128
    return
more:
    duplicate
    push 1u128
    subtract
    push fn factorial
    call
    multiply
    return
.end

;; the square of the sum less the sum of the squares
.func differences(n: u128) -> u128
    duplicate
    duplicate
    push     1u128
    add
    multiply
    push     2u128
    divide
    duplicate
    multiply  ; n square
    swap
    duplicate
    push     1u128
    add  ; square n n+1
    duplicate 1
    multiply  ; square n+1 n*(n+1)
    swap
    push     2u128
    multiply
    push     1u128
    subtract
    multiply
    push     6u128
    divide
    subtract
    return
.end

.func main() -> u128
    push 1000u32
    push fn multiples
    call
    println
    push 4000000u64
    push fn even_fibonacci
    call
    println
    push 20u64
    push fn smallest_multiple
    call
    println
    push 34u128
    push fn factorial
    call
    println
    push 100u128
    push fn differences
    call
    return
.end
