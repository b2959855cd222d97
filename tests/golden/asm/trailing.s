; target: lazer hydro sailar
; Bytes after the end.
.module m
.trailing b"\x00after"
