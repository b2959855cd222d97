; target: lazer
.const a = ''
;          ^^ error[LZ0109]: empty character literal
.const b = 'ab'
;          ^^^^ error[LZ0109]: more than one character in a character literal
