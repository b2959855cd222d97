; target: lazer
.const a = ''
;          ^^ error[LZ0109]: no character in single quotes
.const b = 'ab'
;          ^^^^ error[LZ0109]: more than one character in single quotes
