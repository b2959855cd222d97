#!/usr/bin/env bash
# Times lzrun on both machines against other interpreters on the same programs, as whole processes run in turn, and
# prints medians.
# Usage: tests/benches/run.sh [RUNS]   needs: cargo, awk; lua5.4 and wabt (wat2wasm, wasm-interp) if present
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-5} rounds=10000000 depth=30
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo build --release --quiet --bin lzasm --bin lzrun
bin=${CARGO_TARGET_DIR:-target}/release

# The sum of the numbers below ROUNDS, in a loop.
cat > "$folder/loop-lazer.s" <<END
.target lazer
.func main()
    loadk r0, 0i64
    loadk r1, 0i64
    loadk r2, ${rounds}i64
    loadk r3, 1i64
1:  add   r0, r0, r1
    add   r1, r1, r3
    lt    r4, r1, r2
    jt    r4, 1b
    ret
.end
END
cat > "$folder/loop-hydro.s" <<END
.target hydro
.module main
.func main() -> i64
    push 0i64
    push 0i64
again:                      ; sum i
    duplicate
    rotate 3
    add
    swap
    push 1i64
    add
    duplicate
    push ${rounds}i64
    lessthan
    branch again, done
done:
    pop
    return
.end
END
cat > "$folder/loop.lua" <<END
local sum, i = 0, 0
while i < $rounds do sum = sum + i; i = i + 1 end
print(sum)
END
cat > "$folder/loop.wat" <<END
(module (func (export "main") (result i64) (local \$s i64) (local \$i i64)
  (loop \$again
    (local.set \$s (i64.add (local.get \$s) (local.get \$i)))
    (local.set \$i (i64.add (local.get \$i) (i64.const 1)))
    (br_if \$again (i64.lt_s (local.get \$i) (i64.const $rounds))))
  (local.get \$s)))
END

# The Fibonacci number DEPTH by calls alone.
cat > "$folder/calls-lazer.s" <<END
.target lazer
.func main()
    loadk r1, ${depth}i64
    loadk r2, 2i64
    loadk r3, 1i64
    call  fib, tail
.end
.func fib(n: i64)
    lt    r4, n, r2
    jt    r4, 1f
    move  s0, n
    sub   n, n, r3
    call  fib
    sub   n, s0, r2
    move  s0, r0
    call  fib
    add   r0, r0, s0
    ret
1:  move  r0, n
    ret
.end
END
cat > "$folder/calls-hydro.s" <<END
.target hydro
.module main
.func main() -> i64
    push ${depth}i64
    push fn fib
    call
    return
.end
.func fib(n: i64) -> i64
    duplicate
    push 2i64
    lessthan
    branch done, more
more:
    duplicate
    push 1i64
    subtract
    push fn fib
    call
    swap
    push 2i64
    subtract
    push fn fib
    call
    add
done:
    return
.end
END
cat > "$folder/calls.lua" <<END
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print(fib($depth))
END
cat > "$folder/calls.wat" <<END
(module
  (func \$fib (param i64) (result i64)
    (if (result i64) (i64.lt_s (local.get 0) (i64.const 2))
      (then (local.get 0))
      (else (i64.add (call \$fib (i64.sub (local.get 0) (i64.const 1)))
                     (call \$fib (i64.sub (local.get 0) (i64.const 2)))))))
  (func (export "main") (result i64) (call \$fib (i64.const $depth))))
END

names=(lazer hydro) # in turn, so that all meet the same weather
command -v lua5.4 > /dev/null && names+=(lua5.4)
command -v wasm-interp > /dev/null && command -v wat2wasm > /dev/null && names+=(wasm-interp)
for job in loop calls; do
    "$bin/lzasm" -q "$folder/$job-lazer.s" -o "$folder/$job.lzr"
    "$bin/lzasm" -q "$folder/$job-hydro.s" -o "$folder/$job.hydro"
    [[ " ${names[*]} " != *" wasm-interp "* ]] || wat2wasm "$folder/$job.wat" -o "$folder/$job.wasm"
done

work() { # a job by an interpreter
    case $2 in
    lazer) "$bin/lzrun" -v "$folder/$1.lzr" ;;
    hydro) "$bin/lzrun" -v "$folder/$1.hydro" ;;
    lua5.4) lua5.4 "$folder/$1.lua" ;;
    wasm-interp) wasm-interp --run-all-exports "$folder/$1.wasm" ;;
    esac
}
TIMEFORMAT='%3U %3S'
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

for job in loop calls; do
    for ((run = 0; run < runs; run++)); do
        for name in "${names[@]}"; do
            # The time on the processor, which other work on the machine does not lengthen.
            { time work "$job" "$name" > "$folder/$job-$name.out" 2>&1; } 2> "$folder/time" ||
                { cat "$folder/$job-$name.out" >&2; exit 1; }
            awk '{ print ($1 + $2) * 1000 }' "$folder/time" >> "$folder/$job-$name.ms"
        done
    done
    result=$(head -1 "$folder/$job-lazer.out")
    [[ $(head -1 "$folder/$job-hydro.out") == "$result" ]] || { echo "the results differ" >&2; exit 1; }
done

echo "| | ms | M instructions/s | time ÷ lazer |"
echo "|---|--:|--:|--:|"
for job in loop calls; do
    base=$(median < "$folder/$job-lazer.ms")
    for name in "${names[@]}"; do
        steps=$(sed -n 's/.*[^0-9]\([0-9][0-9]*\) steps.*/\1/p; s/^\([0-9][0-9]*\) steps.*/\1/p' "$folder/$job-$name.out" | head -1)
        median < "$folder/$job-$name.ms" | awk -v job="$job" -v name="$name" -v steps="${steps:-0}" -v base="$base" '{
            speed = steps > 0 ? sprintf("%.0f", steps / $1 / 1000) : "–"
            printf "| %s, %s | %d | %s | %.2f |\n", job, name, $1, speed, $1 / base
        }'
    done
done
