; target: lazer
.const m = #{:a => 1, :b => 2, :a => 3}
;                              ^^ warning[LZ0515]: duplicate key in a map
