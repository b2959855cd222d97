; target: lazer
.include "include/itself.inc"
