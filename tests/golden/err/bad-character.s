; target: lazer
.const a = 1 ? 2
;            ^ error[LZ0101]: unexpected character `?`
.const b = $5
;          ^ error[LZ0101]: unexpected character `$`
