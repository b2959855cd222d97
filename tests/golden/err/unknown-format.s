.target lazr
;       ^^^^ error[LZ0313]: there is no format `lazr`
.module m
