; target: sailar
.module m 65536
