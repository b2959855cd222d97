; target: sailar
.format 1.2.3
;       ^^^^^ error[LZ0411]: `1.2.3` is not a version of a format
.module m 99999999999999999999
;         ^^^^^^^^^^^^^^^^^^^^ error[LZ0411]: `99999999999999999999` is not a version number
