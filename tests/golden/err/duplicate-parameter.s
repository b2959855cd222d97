; target: lazer
.macro m a, b, a
;              ^ error[LZ0330]: duplicate parameter `a`
.end
