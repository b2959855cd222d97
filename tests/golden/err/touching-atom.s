; target: lazer
.const a = {"a":ok}
;              ^^^ error[LZ0111]: the atom `:ok` touches what stands before it
