; target: sailar
.format 0.12 length_size=2
.module m
