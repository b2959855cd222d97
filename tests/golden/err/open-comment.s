; target: lazer
; marks: none
.const a = 1
/* never closed /* this one is */
.const b = 2
