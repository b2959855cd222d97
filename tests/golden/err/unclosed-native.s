; target: lazer
.native libm "libm.so"
;^^^^^^^^^^^^^^^^^^^^^ error[LZ0337]: this `.native` has no `.end`
    cos
