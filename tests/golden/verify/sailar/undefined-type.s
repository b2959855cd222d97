.target sailar
.module m

.extern struct Gone

.struct Node
    next: Gone&
.end
