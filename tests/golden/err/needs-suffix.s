; target: lazer
.const a = 3000000000
;          ^^^^^^^^^^ error[LZ0406]: 3000000000 does not fit i32
.const b = 0xFFFFFFFFFFFFFFFFFF
;          ^^^^^^^^^^^^^^^^^^^^ error[LZ0406]: 4722366482869645213695 does not fit i32
