; target: lazer
.const a = [b]
;           ^ error[LZ0363]: the value of `b` depends on itself
.const b = [a]
