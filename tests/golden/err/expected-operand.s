; target: lazer
.func f()
    move r0, 5
;            ^ error[LZ0404]: expected a register, found `5`
    move r0, r32
;            ^^^ error[LZ0404]: expected a register, found `r32`
    loadi r0, "text"
;             ^^^^^^ error[LZ0304]: expected a number, found a text
    jmp "text"
;       ^^^^^^ error[LZ0304]: expected a number, found a text
    call 5
;        ^ error[LZ0404]: expected a function
    .let v = 5
;            ^ error[LZ0404]: expected a register, found `5`
    .loc 5
;   ^^^^^^ error[LZ0404]: `.loc` takes a file, a line and an optional column
    ret
.end
.func g() isa=hydro
    push #0
;        ^^ error[LZ0404]: a pool entry outside the register set
    cast 5
;        ^ error[LZ0404]: expected a type
    return
.end
