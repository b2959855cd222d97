.target hydro
.module m
.sections functions, b"\0\0", usings=0, layouts=0
;^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[LZ0510]: invalid sections: bytes follow the last section that is not empty
.module n
