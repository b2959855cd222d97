; a comment
.module   m   1.2.0
;; documents f
.func  f( a:i32,b: i32 )->i32   export
loop: add r0,a,  b ; adds
  jmp loop
    ret
.end func
.const k=[1,2,{:a,#{1=>2}}]


.struct P open
x:i32 export
long_name:   mut P mut& export
.end
