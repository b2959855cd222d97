; target: lazer
.const a = {"a":ok}
;              ^^^ error[LZ0111]: missing space before the atom `:ok`
