.target hydro
.module m

.func ``()
.end
