; target: lazer
.error "this source needs something else"
;^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[LZ0340]: this source needs something else
.warning "this is old"
;^^^^^^^^^^^^^^^^^^^^^ warning[LZ0341]: this is old
.assert 1 + 1 == 3, "sums are odd"
;       ^^^^^^^^^^ error[LZ0342]: sums are odd
.assert 0
;       ^ error[LZ0342]: the assertion does not hold
