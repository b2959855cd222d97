; target: lazer
.const a = 0x
;          ^^ error[LZ0106]: no digits after `0x`
.const b = 12abc
;            ^^^ error[LZ0106]: unknown suffix `abc`
.const c = 1.
;          ^^ error[LZ0106]: a number cannot end with a dot
.const d = .5
;          ^^ error[LZ0106]: a number cannot start with a dot
.const e = 0b102
;              ^ error[LZ0106]: invalid digit `2` in base 2
.const f = 1__0_
;              ^ error[LZ0106]: misplaced `_` in a number
