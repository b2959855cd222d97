; target: lazer
.const a = "\q"
;           ^^ error[LZ0108]: unknown escape `\q`
.const b = "\xff"
;           ^^^^ error[LZ0108]: `\xff` is no character
.const c = "\u{110000}"
;           ^^^^^^^^^^ error[LZ0108]: `\u{…}` takes the number of a character
.const d = b"\u{41}"
;            ^^^^^^ error[LZ0108]: `\u{41}` in bytes
