; target: sailar
A = 5
