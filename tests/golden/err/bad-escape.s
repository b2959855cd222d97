; target: lazer
.const a = "\q"
;           ^^ error[LZ0108]: unknown escape `\q`
.const b = "\xff"
;           ^^^^ error[LZ0108]: `\xff` is not a character
.const c = "\u{110000}"
;           ^^^^^^^^^^ error[LZ0108]: invalid `\u{…}` escape
.const d = b"\u{41}"
;            ^^^^^^ error[LZ0108]: unexpected `\u{41}` in a byte string
