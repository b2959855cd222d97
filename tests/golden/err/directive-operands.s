; target: lazer
.include 5
;        ^ error[LZ0323]: `.include` takes a path in quotes
.if
.end
.error 5
;^^^^^^^ error[LZ0323]: `.error` takes a text in quotes
.repeat
;      ^ error[LZ0201]: expected a value, found the end of the line
.end
.assert
;^^^^^^ error[LZ0323]: `.assert` takes a condition and a text in quotes
