; targets: hydro
;
; Fibonacci numbers in an array that the function allocates itself.

.target hydro
.module main

COUNT = 20

.intrinsic print(value: any)
    vm "print"
.end

;; The first COUNT numbers.
.func numbers() -> u64[]
    alloc u64[COUNT]  ; an array of zeros
    push  1u64
    push  1u64
    setindex  ; a[1] = 1; the array stays on the stack
    .repeat COUNT - 2, i
    push \i\()u64                       ; a glued argument is one word or integer: `\i` and a suffix
    getindex                            ; a a[i]
    swap
    push \i + 1u64
    getindex                            ; a[i] a a[i+1]
    rotate 3                            ; a a[i+1] a[i]
    add
    push \i + 2u64
    rotate -2                           ; a (i+2) sum
    setindex                            ; a[i+2] = the sum
    .end
    return
.end

.func main()
    push     fn numbers
    call
    getindex length  ; the number of elements, a u64
    push     0u64
    greaterthan
    branch   show, skip
show:
    push     fn print
    call
    jump     end
skip:
    pop  ; the array: the stack is equally deep on both paths
end:  ; a function that returns nothing runs off its end
.end
