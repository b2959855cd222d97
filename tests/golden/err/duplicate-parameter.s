; target: lazer
.macro m a, b, a
;              ^ error[LZ0330]: the parameter `a` is there twice
.end
