; target: lazer
; What code for a stack may not do if it is translated.
.target lazer
.isa hydro

.intrinsic println(value: any)
    vm "println"
.end

.func depths(a: bool) -> i32
    push 1i32
    swap
    branch more, join
more:
    push 2i32
join:
    return
;   ^^^^^^ error[LZ0507]: the stack is of different depth, depending on the way here
.end

.func types(a: bool) -> i32
    branch one, other
one:
    push 2i64
    jump join
other:
    push 2i32
join:
    return
;   ^^^^^^ error[LZ0507]: value 1 from the top of the stack is of the type `i32` or `i64`, depending on the way here
.end

.func underflow() -> i32
    push 1i32
    add
;   ^^^ error[LZ0507]: `add` needs 2 values on the stack, found 1
    return
.end

.func narrows(a: i64) -> i32
    cast i32
;   ^^^^^^^^ error[LZ0507]: the lazer set has nothing that makes `i32` of `i64`
    return
.end

.func variable() -> i32
    push ref x
;   ^^^^^^^^^^ error[LZ0507]: a reference to a variable is not a portable value
    alloc i32
;   ^^^^^^^^^ error[LZ0507]: `alloc` has no counterpart in the lazer set
    load
;   ^^^^ error[LZ0507]: `load` has no counterpart in the lazer set
    return
.end

.func array() -> i32
    alloc i32[4]
;   ^^^^^^^^^^^^ error[LZ0507]: `alloc` has no counterpart in the lazer set
    pop
    push 1i32
    return
.end

.func endless(a: i32) -> i32
;     ^^^^^^^ error[LZ0507]: the end of the function is reached without a result
.end

.func surplus(a: i32)
    return
;   ^^^^^^ error[LZ0507]: `return` hands back a value, and the function has no result
.end

.func prints(a: i32)
    push fn println
    call
;   ^^^^ error[LZ0507]: `println` is an intrinsic, and the lazer machine has none
.end

.func condition(a: i32)
    branch done, done
;   ^^^^^^^^^^^^^^^^^ error[LZ0507]: the condition is of another type: expected `bool`, found `i32`
done:
.end

.func pointer(a: bool) -> i32
    branch one, other
one:
    push fn endless
    jump join
other:
    push fn narrows
join:
    push 1i32
;   ^^^^^^^^^ error[LZ0507]: which function is on the stack depends on the way here
    swap
    call
;   ^^^^ error[LZ0507]: argument 1 of `narrows` is of another type: expected `i64`, found `i32`
    return
.end

.func data(a: i32)
    call
;   ^^^^ error[LZ0507]: expected a function to call, found `i32`
.end
