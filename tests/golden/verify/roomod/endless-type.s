.target roomod
.struct Node size=4
    next: Node
.end
