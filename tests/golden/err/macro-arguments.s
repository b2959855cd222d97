; target: lazer
.macro m a, b=1
.end
m
; error[LZ0332]: missing argument for `a` of the macro `m`
m 1, 2, 3
;       ^ error[LZ0332]: the macro `m` takes 2 arguments
m 1, a=2
;      ^ error[LZ0332]: duplicate argument for `a`
m a=1, 2
;      ^ error[LZ0332]: an argument without a name after one with a name
m c=1, a=1
; ^^^ error[LZ0332]: unknown parameter `c` of the macro `m`
