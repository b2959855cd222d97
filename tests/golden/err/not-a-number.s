; target: lazer
C = true
;   ^^^^ error[LZ0304]: expected a number, found `true`
D = target
;   ^^^^^^ error[LZ0304]: `target` is not a number
E = 1 + C
F = "text"
;   ^^^^^^ error[LZ0201]: expected an expression, found the string `"text"`
