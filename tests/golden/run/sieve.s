; targets: hydro
;
; Primes by the sieve of Eratosthenes. The sieve stays on the stack, so that marking does not copy it.

.target hydro
.module main

.intrinsic println(value: any)
    vm "println"
.end

LIMIT = 60

.func main()
    push  ref i
    alloc u32
    push  2u32
    store
    pop
    alloc bool[LIMIT]  ; sieve
next:
    push   ref i
    load
    getindex  ; sieve crossed
    branch skip, prime
prime:
    push ref i
    load
    push fn println
    call
    push ref i
    load
    push fn cross
    call  ; sieve
skip:
    push   ref i
    push   ref i
    load
    push   1u32
    add
    store
    load
    push   u32(LIMIT)
    lessthan
    branch next, done
done:
    pop
.end

;; crosses out the multiples of a number, from its square on
.func cross(sieve: bool[], number: u32) -> bool[]
    duplicate
    push  ref number
    alloc u32
    swap
    store
    pop
    duplicate
    multiply  ; sieve at
again:
    duplicate
    push   u32(LIMIT)
    lessthan
    branch mark, done
mark:
    duplicate 1  ; at sieve at
    push      true
    setindex  ; at sieve
    swap
    push      ref number
    load
    add  ; sieve at
    jump      again
done:
    pop
    return
.end
