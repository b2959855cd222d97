.target hydro
.format header=packed
.module m
.sections usings=37
;^^^^^^^^^^^^^^^^^^ error[LZ0510]: invalid sections: with this offset of the usings, the headers of the file would be read as if they were not packed
.module n
