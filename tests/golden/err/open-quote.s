; target: lazer
; marks: none
.const a = "never closed
.const b = `nor this
.const c = b"nor this one
