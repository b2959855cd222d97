; target: sailar
.format 0.12 structs=none
.module m
