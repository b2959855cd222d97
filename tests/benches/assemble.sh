#!/usr/bin/env bash
# Times lzasm against other assemblers on as many instructions, as whole processes run in turn, and prints medians.
# Usage: tests/benches/assemble.sh [INSTRUCTIONS [RUNS]]   needs: cargo, awk, GNU as; llvm-mc and nasm if present
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-1000000} runs=${2:-7}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo build --release --quiet --bin lzasm
lzasm=${CARGO_TARGET_DIR:-target}/release/lzasm

# Functions of 20 instructions: mostly three-register arithmetic, some constants, a backward jump, a call, a return.
awk -v count="$count" 'BEGIN {
    srand(1); split("add sub mul and or xor", op)
    print ".target lazer"
    for (f = 0; f * 20 < count; f++) {
        printf ".func f%d(a: i64, b: i64)\n", f
        for (i = 0; i < 17; i++) {
            if (i == 4) print "loop:"
            r = rand()
            if (r < .75) printf "    %-5s r%d, r%d, r%d\n", op[int(rand() * 6) + 1], rand() * 10, rand() * 10, rand() * 10
            else if (r < .9) printf "    loadi r%d, %d\n", rand() * 10, rand() * 1000
            else printf "    loadk r%d, %di64\n", rand() * 10, rand() * 1000
        }
        printf "    jt    r%d, loop\n    call  f%d/2\n    ret\n.end\n", rand() * 10, rand() * f
    }
}' > "$folder/lzasm.s"
awk -v count="$count" 'BEGIN {
    srand(1); split("addq subq imulq andq orq xorq", op); split("rax rbx rcx rdx rsi rdi r8 r9 r10 r11", r_)
    print "\t.text"
    for (f = 0; f * 20 < count; f++) {
        printf "f%d:\n", f
        for (i = 0; i < 17; i++) {
            if (i == 4) printf ".L%d:\n", f
            a = r_[int(rand() * 10) + 1]; b = r_[int(rand() * 10) + 1]; r = rand()
            if (r < .75) printf "\t%s\t%%%s, %%%s\n", op[int(rand() * 6) + 1], a, b
            else if (r < .9) printf "\tmovq\t$%d, %%%s\n", rand() * 1000, a
            else printf "\tmovabsq\t$%d, %%%s\n", rand() * 1000000000000, a
        }
        printf "\tjne\t.L%d\n\tcall\tf%d\n\tret\n", f, rand() * f
    }
}' > "$folder/gas.s"

milliseconds() { # of one run of a command
    local start end
    start=$(date +%s%N)
    "$@" > "$folder/out.log" 2>&1 || { cat "$folder/out.log" >&2; exit 1; }
    end=$(date +%s%N)
    echo $(((end - start) / 1000000))
}
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

names=(lzasm as) # in turn, so that all meet the same weather
command -v llvm-mc > /dev/null && names+=(llvm-mc)
for ((run = 0; run < runs; run++)); do
    milliseconds taskset -c 0 "$lzasm" "$folder/lzasm.s" -q -o "$folder/out.lzr" >> "$folder/lzasm.ms"
    milliseconds taskset -c 0 as "$folder/gas.s" -o "$folder/out.o" >> "$folder/as.ms"
    [[ ${#names[@]} -lt 3 ]] || milliseconds taskset -c 0 llvm-mc -filetype=obj "$folder/gas.s" -o "$folder/out.o" >> "$folder/llvm-mc.ms"
done
base=$(median < "$folder/lzasm.ms")
echo "| $count instructions, one processor | ms | M instructions/s | time ÷ lzasm |"
echo "|---|--:|--:|--:|"
for name in "${names[@]}"; do
    median < "$folder/$name.ms" | awk -v name="$name" -v count="$count" -v base="$base" \
        '{ printf "| %s | %d | %.1f | %.2f |\n", name, $1, count / $1 / 1000, $1 / base }'
done
