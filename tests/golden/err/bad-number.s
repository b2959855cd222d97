; target: lazer
.const a = 0x
;          ^^ error[LZ0106]: no digits after `0x`
.const b = 12abc
;            ^^^ error[LZ0106]: unknown suffix `abc`
.const c = 1.
;          ^^ error[LZ0106]: a number does not end with a dot
.const d = .5
;          ^^ error[LZ0106]: a number does not start with a dot
.const e = 0b102
;              ^ error[LZ0106]: `2` is no digit in base 2
.const f = 1__0_
;              ^ error[LZ0106]: an `_` in a number stands between digits
