; target: sailar
; Optional fields of the header, kept as they are.
.module m
.optional 2 b"\x01\x02\x03"
