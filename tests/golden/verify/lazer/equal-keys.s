.target lazer
.module m

.const map = #{:one => 1, :two => 2, :one => 3}
