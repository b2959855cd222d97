.target lazr
;       ^^^^ error[LZ0313]: unknown format `lazr`
.module m
