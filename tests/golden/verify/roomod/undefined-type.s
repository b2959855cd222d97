.target roomod
.extern struct Gone
.extern f(a: Gone&)
