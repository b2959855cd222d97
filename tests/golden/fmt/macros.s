.macro max dst,a , b,tmp=r9
   gt \tmp,   \a,\b
 .end
.repeat 4,i
 loadi r\i,\i
.end
.if   a==b&&c
nop
.elif x
.else
/* nothing */
.end
