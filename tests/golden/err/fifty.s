; target: lazer
; Fifty faults, each in a line that ends with an arrow: fifty diagnostics, none of which follows from another.
.target lazer
.module geometry 1.2.0

WIDTH  = 10
HEIGHT = WIDHT * 2                   ; <-
;        ^^^^^ error[LZ0301]: undefined name `WIDHT`
WIDTH  = 11                          ; <-
;^^^^ error[LZ0320]: duplicate constant `WIDTH`
RATIO  = 1 / (WIDTH - 10)            ; <-
;        ^^^^^^^^^^^^^^^^ error[LZ0307]: division by zero
MIXED  = 1u8 + 2i64                  ; <-
;        ^^^^^^^^^^ error[LZ0308]: an expression cannot be both `u8` and `i64`
SMALL  = 300u8                       ; <-
;        ^^^^^ error[LZ0309]: `300u8` does not fit `u8`
HUGE   = 0x7fffffffffffffffffffffffffffffff + 1 ; <-
;        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[LZ0306]: the result does not fit in 128 bits
TEXT   = "text"                      ; <-
;        ^^^^^^ error[LZ0201]: expected an expression, found the string `"text"`
SIZE   = lenght("abc")               ; <-
;        ^^^^^^^^^^^^^ error[LZ0310]: unknown function `lenght` in an expression
HALF   = 1.5 + 1                     ; <-
;        ^^^^^^^ error[LZ0305]: arithmetic on floating-point numbers

.using std.io.print

.const greeting = "hello"
.const greeting = "again"            ; <-
;      ^^^^^^^^ error[LZ0362]: duplicate constant `greeting`
.const escape   = "a\qb"             ; <-
;                   ^^ error[LZ0108]: unknown escape `\q`
.const char     = 'ab'               ; <-
;                 ^^^^ error[LZ0109]: more than one character in a character literal
.const number   = 12abc              ; <-
;                   ^^^ error[LZ0106]: unknown suffix `abc`
.const large    = 3000000000         ; <-
;                 ^^^^^^^^^^ error[LZ0406]: 3000000000 does not fit i32
.const list     = [1, 2              ; <-
;                                        ^ error[LZ0201]: expected `,` or `]`, found the end of the line
.const lost     = NOWHERE            ; <-
;                 ^^^^^^^ error[LZ0301]: undefined name `NOWHERE`
.const point    = .5                 ; <-
;                 ^^ error[LZ0106]: a number cannot start with a dot
.const sign     = 1 ? 2              ; <-
;                   ^ error[LZ0101]: unexpected character `?`

.strcut Wrong                        ; <-
;^^^^^^ error[LZ0202]: unknown directive `.strcut`
.end

.extern sqrt(x: f64) -> f64 from libm

.struct Point exprot                 ; <-
;             ^^^^^^ error[LZ0368]: unknown attribute `exprot`
    x: i32
    y :i32                           ; <-
;     ^^^^ error[LZ0206]: unexpected space before a colon
    z: i32 i32                       ; <-
;          ^^^ error[LZ0368]: unknown attribute `i32`
.end

.func area(w: i32, h: i32) -> i32
    mul   r0, w, h
    mvoe  r1, r0                     ; <-
;   ^^^^ error[LZ0401]: unknown instruction `mvoe`
    add   r0, r1                     ; <-
;   ^^^^^^^^^^^^ error[LZ0403]: `add` takes 3 operands, found 2
    move  r0, 5                      ; <-
;             ^ error[LZ0404]: expected a register, found `5`
    loadi r0, 40000                  ; <-
;             ^^^^^ error[LZ0405]: 40000 does not fit here
    jmp   lop                        ; <-
;         ^^^ error[LZ0361]: undefined label `lop`
    callr 5                          ; <-
;         ^ error[LZ0404]: expected a register, found `5`
    call  aera                       ; <-
;         ^^^^ error[LZ0514]: undefined function `aera`
    push  5                          ; <-
;   ^^^^ error[LZ0401]: unknown instruction `push`
    move  r0, r32                    ; <-
;             ^^^ error[LZ0404]: expected a register, found `r32`
    move  r0 r1                      ; <-
;            ^^ error[LZ0201]: expected `,` or the end of the line, found `r1`
    jt    r0, 1f                     ; <-
;             ^^ error[LZ0361]: no label `1:` follows in this function
    loadk r1, greting                ; <-
;             ^^^^^^^ error[LZ0301]: undefined name `greting`
    .let  r7 = r5                    ; <-
;         ^^^^^^^ error[LZ0371]: `r7` is the name of a register
    .word 0x100000000                ; <-
;         ^^^^^^^^^^^ error[LZ0405]: 4294967296 does not fit here
    loadk r2, import libm::sqrt      ; <-
;                    ^^^^^^^^^^ error[LZ0409]: an import takes a module, a function and its number of parameters
    ret
loop:
    jmp   loop
loop:                                ; <-
;^^^^ error[LZ0362]: duplicate label `loop` in this function
    ret
.end

.func second(a: i32, b: i32 -> i32   ; <-
;                           ^^ error[LZ0201]: expected `,` or `)`, found `->`
    ret
.end

.func twice(n: i32) export export    ; <-
;                          ^^^^^^ error[LZ0368]: duplicate attribute `export`
    ret
.end

.func other(r3: i32)                 ; <-
;           ^^ error[LZ0371]: `r3` is the name of a register
    ret
.end

.func third() isa=x86                ; <-
;                 ^^^ error[LZ0407]: unknown instruction set `x86`
    ret
.end

.op wide 0x80 d:reg, a:u16, b:u8     ; <-
;   ^^^^ error[LZ0412]: the operands of `wide` take 4 bytes
.op odd  0x81 d:register             ; <-
;               ^^^^^^^^ error[LZ0404]: unknown kind of operand `register`

.macro max dst, a
    move \dst, \a
.end
.macro max dst                       ; <-
;      ^^^ error[LZ0328]: duplicate macro `max`
    nop
.end

stray:                               ; <-
;^^^^^ error[LZ0366]: a label outside a function
    frobnicate 1, 2                  ; <-
;   ^^^^^^^^^^^^^^^ error[LZ0366]: `frobnicate` is neither a directive nor a macro

.func last()
    max r0                           ; <-
;   ^^^^^^ error[LZ0332]: missing argument for `a` of the macro `max`
    ret
.end
.error "the source speaks"           ; <-
;^^^^^^^^^^^^^^^^^^^^^^^^^ error[LZ0340]: the source speaks
.end                                 ; <-
;^^^ error[LZ0338]: `.end` without a block
