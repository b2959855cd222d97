; target: hydro
; options: --hydro-header packed
.module m
.using n
