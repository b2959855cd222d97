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
;   ^^^^^^ error[LZ0507]: the depth of the stack depends on the path here
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
;   ^^^^^^ error[LZ0507]: value 1 from the top of the stack is of the type `i32` or `i64`, depending on the path here
.end

.func underflow() -> i32
    push 1i32
    add
;   ^^^ error[LZ0507]: `add` needs 2 values on the stack, found 1
    return
.end

.func narrows(a: i64) -> i32
    cast i32
;   ^^^^^^^^ error[LZ0507]: the lazer set cannot convert `i64` to `i32`
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
;   ^^^^^^ error[LZ0507]: `return` with a value in a function without a result
.end

.func prints(a: i32)
    push fn println
    call
;   ^^^^ error[LZ0507]: `println` is an intrinsic, which the lazer machine does not have
.end

.func condition(a: i32)
    branch done, done
;   ^^^^^^^^^^^^^^^^^ error[LZ0507]: type mismatch of the condition: expected `bool`, found `i32`
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
;   ^^^^^^^^^ error[LZ0507]: the function on the stack depends on the path here
    swap
    call
;   ^^^^ error[LZ0507]: type mismatch of argument 1 of `narrows`: expected `i64`, found `i32`
    return
.end

.func data(a: i32)
    call
;   ^^^^ error[LZ0507]: expected a function to call, found `i32`
.end
