.target sailar
.module m
.optional 2 b"\x01\x02"
