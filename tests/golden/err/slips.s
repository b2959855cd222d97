; target: lazer
.const bytes = b"\x41\u{41}"
;                    ^^^^^^ error[LZ0108]: unexpected `\u{41}` in a byte string
.const hex = 0xZZ
;              ^ error[LZ0106]: invalid digit `Z` in base 16
.const binary = 0b2
;                 ^ error[LZ0106]: invalid digit `2` in base 2
.const none = 0x
;             ^^ error[LZ0106]: no digits after `0x`
.const suffixed = 0xu8
;                 ^^ error[LZ0106]: no digits after `0x`
.const keys = #{1 => 2, :one => 3, 1 => 4, 1i16 => 5}
.macro increment register
    add \register, \register, \register
.end
.func main()
    x :i32
;     ^^^^ error[LZ0206]: unexpected space before a colon
    incrment r0
;   ^^^^^^^^ error[LZ0401]: unknown instruction `incrment`
    ret
.end
func lost()
;^^^ error[LZ0202]: missing dot before the directive `func`
    nop
    ret
.end
.func branches()
.if 1
    nop
.endif
;^^^^^ error[LZ0202]: unknown directive `.endif`
    ret
.end
