; The empty list goes into 65 lists, one in the other.
; insert: 11: 08 01 * 65
.target lazer
.module m

.const list = []
