; target: lazer
; Expressions: precedence, types, conversions.
.module m
WIDTH = 10
.const a = 1 + 2 * 3 - 4 / 2 % 3
.const b = (1 + 2) * 3
.const c = 1 << 4 | 3 & ~2 ^ 8
.const d = -7 / 2
.const e = -7 % 2
.const f = 1 < 2 && 2 <= 1 || !0
.const g = i64(WIDTH) * 2
.const h = 0x10 + 0b11 + 0o7 + 1_000
.const i = len("text") + LATER
.const j = -128i8
.const k = 200u8 + 55u8
.const l = defined(WIDTH) + defined(NOWHERE)
.const n = target == lazer
.const o = u64(1) << 63
LATER = 5
