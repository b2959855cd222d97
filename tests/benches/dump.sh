#!/usr/bin/env bash
# Times lzdump against other readers on files of as many instructions, as whole processes run in turn, and prints medians.
# Usage: tests/benches/dump.sh [INSTRUCTIONS [RUNS]]   needs: cargo, awk, GNU as and objdump; wat2wasm and wasm2wat if present
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-1000000} runs=${2:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo build --release --quiet --bin lzasm --bin lzdump
tools=${CARGO_TARGET_DIR:-target}/release

# The same job three times: functions of 20 instructions, mostly arithmetic, a backward jump and a call.
awk -v count="$count" 'BEGIN {
    srand(1); split("add sub mul and or xor", op)
    print ".target lazer"
    for (f = 0; f * 20 < count; f++) {
        printf ".func f%d(a: i64, b: i64)\n", f
        for (i = 0; i < 17; i++) {
            if (i == 4) print "loop:"
            if (rand() < .8) printf "    %-5s r%d, r%d, r%d\n", op[int(rand() * 6) + 1], rand() * 10, rand() * 10, rand() * 10
            else printf "    loadi r%d, %d\n", rand() * 10, rand() * 1000
        }
        printf "    jt    r%d, loop\n    call  f%d/2\n    ret\n.end\n", rand() * 10, rand() * f
    }
}' > "$folder/lazer.s"
awk -v count="$count" 'BEGIN {
    srand(1); split("addq subq imulq andq orq xorq", op); split("rax rbx rcx rdx rsi rdi r8 r9 r10 r11", r_)
    print "\t.text"
    for (f = 0; f * 20 < count; f++) {
        printf "f%d:\n", f
        for (i = 0; i < 17; i++) {
            if (i == 4) printf ".L%d:\n", f
            a = r_[int(rand() * 10) + 1]; b = r_[int(rand() * 10) + 1]
            if (rand() < .8) printf "\t%s\t%%%s, %%%s\n", op[int(rand() * 6) + 1], a, b
            else printf "\tmovq\t$%d, %%%s\n", rand() * 1000, a
        }
        printf "\tjne\t.L%d\n\tcall\tf%d\n\tret\n", f, rand() * f
    }
}' > "$folder/gas.s"
"$tools/lzasm" -q "$folder/lazer.s" -o "$folder/big.lzr"
as "$folder/gas.s" -o "$folder/big.o"
names=("lzdump -d" "lzdump -x" "lzdump --verify" "objdump -d")
if command -v wat2wasm > /dev/null && command -v wasm2wat > /dev/null; then
    # A stack machine needs more instructions for the same work; here are as many of them.
    awk -v count="$count" 'BEGIN {
        srand(1); split("add sub mul and or xor", op); print "(module"
        for (f = 0; f * 20 < count; f++) {
            printf "(func $f%d (param i64 i64) (result i64) (local i64 i64) local.get 0\n", f
            for (i = 0; i < 9; i++) printf "local.get %d i64.%s\n", rand() * 4, op[int(rand() * 6) + 1]
            print "return)"
        }
        print ")"
    }' > "$folder/big.wat"
    wat2wasm "$folder/big.wat" -o "$folder/big.wasm"
    names+=("wasm2wat")
fi

run() { # the reader of this name
    case $1 in
        lzdump*) taskset -c 0 "$tools/lzdump" ${1#lzdump} "$folder/big.lzr" -q -o "$folder/out" ;;
        objdump*) taskset -c 0 objdump -d "$folder/big.o" > "$folder/out" ;;
        *) taskset -c 0 wasm2wat "$folder/big.wasm" -o "$folder/out" ;;
    esac
}
milliseconds() {
    local start end
    start=$(date +%s%N)
    run "$1" 2> "$folder/log" || [[ $1 == *verify ]] || { cat "$folder/log" >&2; exit 1; }
    end=$(date +%s%N)
    echo $(((end - start) / 1000000))
}
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

for ((turn = 0; turn < runs; turn++)); do # in turn, so that all meet the same weather
    for name in "${names[@]}"; do milliseconds "$name" >> "$folder/$name.ms"; done
done
base=$(median < "$folder/lzdump -d.ms")
echo "| $count instructions, one processor | ms | M instructions/s | time ÷ \`lzdump -d\` |"
echo "|---|--:|--:|--:|"
for name in "${names[@]}"; do
    median < "$folder/$name.ms" | awk -v name="$name" -v count="$count" -v base="$base" \
        '{ printf "| `%s` | %d | %.1f | %.2f |\n", name, $1, count / $1 / 1000, $1 / base }'
done
