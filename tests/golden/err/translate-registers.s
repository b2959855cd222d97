; target: hydro
; What code for registers may not do if it is translated.
.target hydro
.isa lazer

.func stops()
    trap 1
;   ^^^^^^ error[LZ0507]: `trap` has no counterpart in the hydro set
.end

.func structures(a: i32) -> i32
    tuple r2, 1, 2
;   ^^^^^^^^^^^^^^ error[LZ0507]: `tuple` has no counterpart in the hydro set
    put   a
;   ^^^^^^^ error[LZ0507]: `put` has no counterpart in the hydro set
    len   r0, r2
;   ^^^^^^^^^^^^ error[LZ0507]: `len` has no counterpart in the hydro set
    ret
.end

.func wide(a: u128)
;             ^^^^ error[LZ0507]: `u128` is not a portable type
    ret
.end

.func mixes(a: i32, b: i64) -> i64
    add   r0, a, b
;   ^^^^^^^^^^^^^^ error[LZ0507]: `add` takes two operands of one type, found `i32` and `i64`
    ret
.end

.func shifts(a: i64) -> i64
    shl   r0, a, a
;   ^^^^^^^^^^^^^^ error[LZ0507]: `shl` takes its count of bits as a `u8`, found `i64`
    ret
.end

.func compares(a: string, b: string) -> bool
    eq    r0, a, b
;   ^^^^^^^^^^^^^^ error[LZ0507]: `eq` takes numbers and booleans, found `string`
    ret
.end

.func unset(a: i32, b: bool) -> i32
    jf    b, join
    move  r5, a
join:
    add   r0, a, r5
;   ^^^^^^^^^^^^^^^ error[LZ0507]: `r5` may be uninitialized
    ret
.end

.func clobbered(a: i32) -> i32
    move  r5, a
    call  clobbered
    add   r0, r0, r5
;   ^^^^^^^^^^^^^^^^ error[LZ0507]: `r5` may have been changed by a call
    ret
.end

.func differs(a: i32, b: i64, c: bool) -> bool
    move  r5, a
    jt    c, join
    move  r5, b
join:
    eq    r0, r5, r5
;   ^^^^^^^^^^^^^^^^ error[LZ0507]: `r5` is of the type `i32` or `i64`, depending on the path here
    ret
.end

.func nothing() -> i32
    call  stops
    ret
;   ^^^ error[LZ0507]: the called function has no result
.end

.func falls(a: i32) -> i32
    move  r0, a
;   ^^^^^^^^^^^ error[LZ0507]: the end of the function is reached
.end

.func points(a: i32) -> i32
    loadk r2, fn falls
;   ^^^^^^^^^^^^^^^^^^ error[LZ0507]: a function is not a portable value
    callr r2
;   ^^^^^^^^ error[LZ0507]: `callr` has no counterpart in the hydro set
    ret
.end

.func atoms()
    loadk r1, :ok
;   ^^^^^^^^^^^^^ error[LZ0507]: an atom is not a portable value
    loadk r2, [1, 2]
;   ^^^^^^^^^^^^^^^^ error[LZ0507]: a list is not a portable value
    ret
.end

.extern helper from other

.func calls(a: i64)
    call  helper/1
;   ^^^^^^^^^^^^^^ error[LZ0507]: the signature of `helper` is unknown
    call  elsewhere::thing/1
;   ^^^^^^^^^^^^^^^^^^^^^^^^ error[LZ0507]: the signature of `elsewhere::thing` is unknown
    call  falls
;   ^^^^^^^^^^^ error[LZ0507]: `r1` may have been changed by a call
    ret
.end

.func leaves()
    jmp   -7
;   ^^^^^^^^ error[LZ0507]: the target of `jmp` is outside the function
.end
