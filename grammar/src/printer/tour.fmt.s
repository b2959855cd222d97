; A tour of the language, carelessly written.
.target lazer
WIDTH = 10                    ; a constant
HEIGHT = WIDTH * 2 + (3 - 1)  ; another one
.include "common.s"
.module geometry 1.2.0
.using std.io.print

;; a point
.struct Point export open
    x:    i32 export             ; across
    name: char[8]
    next: mut Point mut& export  ; and on
.end

.const greeting = "hello\n"
.const table = [1, 2.5, :three, fn area, import libm::sqrt/1, incbin "logo.png", #{:key => {1, 2},
    `k` => list16[]}]
.const big = [1000000001, 1000000002, 1000000003, 1000000004, 1000000005, 1000000006, 1000000007,
    1000000008, 1000000009, 1000000010, 1000000011, 1000000012, 1000000013, 1000000014, 1000000015,
    1000000016, 1000000017, 1000000018]
.extern sqrt(x: f64) -> f64 from libm
.extern operator + (a: Point, b: Point) -> Point symbol="add_points"
.extern helper
.extern struct Shape

;; the area
.func area(w: i32, h: i32) -> i32 export symbol="geo_area"
    .let tmp = r5
    mul   r0, w, h  ; multiply
    loadk r3, 1i64  ; one
again:
over:
    jt    r2, done  ; leave
    .if target == lazer && defined(DEBUG)
        trap  1
    ; before else
    .elif WIDTH > 2
        nop
    .else
inner:
        call  std.io::print/1, tail
        call  area/2
        loadi r1, WIDTH/2
        ; before end
    .end
1:
    jmp   1b  /* back
  to one */
    .word 0xFF, -1, 'c'
    .loc "area.s" 12 3
    cast  u8[]&
    lessthanequal r1
done:
    ret
.end func

.operator [] (n: Node&, i: uint) -> char
.end
.operator token 99 (n: Node)
.end
.native libm "libm.so.6"
    cos
    sin(x: f64) -> f64
.end
.intrinsic println(value: any)
    vm "println"
.end
.op NAME 0x80 dst:reg, a:reg, n:u8
.macro max dst, a, b, tmp=r9  ; bodies stay
  gt   \tmp, \a,\b
	jt   \tmp, take\@
.end
.repeat 4, i
    loadi r\i, \i * 2
.end
max r0, r1, b=r2
.pool p = fn area/2 registers=3 at=done
.archive
.module inner
.code
start:
    nop
.end
.end
; the end
