; target: lazer
; marks: none
.const a = "café"
