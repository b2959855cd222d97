.target hydro
; Each value that can be pushed.
.module m
.using n
.const k = 5
.const s = "text"
.func f()
    push true
    push false
    push 1u8
    push 2u16
    push 3u32
    push 4u64
    push 5u128
    push -1i8
    push -2i16
    push -3
    push -4i64
    push -5i128
    push 1.5f32
    push 2.5
    push "caf\u{e9}"
    push ref x
    push fn f
    push fn m::f
    push fn n::g
    push k
    push s
    push nan
.end
