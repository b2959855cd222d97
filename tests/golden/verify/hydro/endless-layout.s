.target hydro
.module m

.struct Node
    next: Node
.end
