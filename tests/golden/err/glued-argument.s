; target: lazer
.macro m name
    .const k\name = 1
.end
m 1 + 2
; ^^^^^ error[LZ0333]: `1 + 2` cannot be part of a word
