; target: lazer
.native libm "libm.so"
;^^^^^^^^^^^^^^^^^^^^^ error[LZ0337]: unclosed block `.native`
    cos
