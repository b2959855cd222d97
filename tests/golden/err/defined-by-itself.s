; target: lazer
.const a = [b]
;           ^ error[LZ0363]: cyclic definition of `b`
.const b = [a]
