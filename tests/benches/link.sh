#!/usr/bin/env bash
# Times roolink against cat over the same bytes, as whole processes run in pairs, and prints medians.
# Usage: tests/benches/link.sh [RUNS [MEGABYTES]]   needs: cargo, perl, GNU time; twice MEGABYTES of room in TMPDIR
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-7} megabytes=${2:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo build --release --quiet --bin roolink
roolink=$(realpath "${CARGO_TARGET_DIR:-target}/release/roolink")
cd "$folder"

# Modules of about SIZE bytes: four functions of mixed words, eight constants, imports from three others of the same
# file. As files of their own, or as one archive of archives.
cat > modules.pl <<'PERL'
use strict; use warnings;
my ($first, $count, $size, $archive) = @ARGV;
binmode STDOUT; srand 1;
sub atom { pack "C/a*", $_[0] }
my $words = int(($size - 210) / 16);
my @bodies = map {
    my (@entries, @words);
    for (0 .. 3) {
        push @entries, scalar @words;
        for my $at (0 .. $words - 2) {
            my $r = rand;
            push @words, $r < .60 ? pack "C4", (0x10, 0x11, 0x12, 0x15, 0x16, 0x17)[rand 6], rand 16, rand 16, rand 16
                       : $r < .70 ? pack "CCs<", 0x06, rand 16, rand 1000
                       : $r < .80 ? pack "CCS<", 0x05, rand 16, 8 + rand 3
                       : $r < .86 ? pack "CS<C", 0x07, 1 + rand 7, 2
                       : $r < .93 ? pack "CCs<", 0x31, rand 16, -1 - rand($at > 9000 ? 9000 : $at)
                       :            pack "C4", 0x03, rand 16, 0x80 | rand 8, 0;
        }
        push @words, pack "C4", 2, 0, 0, 0;
    }
    [join("", @words), scalar @words, @entries]
} 0 .. 63;
sub module {
    my $n = shift;
    my ($code, $count_of_words, @entries) = @{ $bodies[$n * 7 % 64] };
    my @constants = "\x07" . atom "module$n";
    push @constants, "\x14" . atom("function$_") . pack "CCL<", $_, 0, $entries[$_] for 0 .. 3;
    for (0 .. 2) {
        my $other = $first + ($n * 7919 + $_ * 104729) % $count;
        push @constants, "\x15" . atom("module$other") . atom("function$_") . chr;
    }
    push @constants, "\x11" . atom("text of module $n"), "\x05" . pack("q<", $n), "\x04" . pack "d<", $n + .5;
    "LZR\0\2\2" . pack("S<", scalar @constants) . join("", @constants) . pack("L<", $count_of_words) . $code
}
sub tree {
    my ($at, $left) = @_;
    if ($left <= 255) { print "LZR\0\0", chr $left, map { module $_ } $at .. $at + $left - 1; return }
    my $share = 255; $share *= 255 while $share * 255 < $left;
    print "LZR\0\0", chr int(($left + $share - 1) / $share);
    while ($left > 0) { my $here = $left < $share ? $left : $share; tree($at, $here); $at += $here; $left -= $here }
}
if ($archive) { tree($first, $count) }
else { for ($first .. $first + $count - 1) { open my $to, ">:raw", "files/$_.lzr" or die; print $to module $_ } }
PERL

small=$((megabytes * 100)) many=$((megabytes * 250)) large=$((megabytes * 4))
mkdir files
perl modules.pl 0 "$small" 1000 0
seq -f "files/%.0f.lzr" 0 $((small - 1)) > files.txt
for n in 0 1 2 3; do perl modules.pl $((n * many)) "$many" 1000 1 > "small$n.lzr"; done
perl modules.pl 0 $((4 * many)) 1000 1 > one.lzr
for n in 0 1 2 3; do perl modules.pl $((n * large)) "$large" 62500 1 > "large$n.lzr"; done
ls small?.lzr > small.txt; ls one.lzr > one.txt; ls large?.lzr > large.txt

timed() { # seconds, seconds of processors and greatest memory in KiB of a command, added to a file
    command time -f "%e %U %S %M" -o last.txt "${@:2}" || exit 1
    tail -n 1 last.txt >> "$1"
}
concatenate() { xargs cat < "$1" > cat.out; }
export -f concatenate

job() { # a name, a list of inputs
    local list=$2 bytes run
    rm -f -- *.seconds roolink.out cat.out
    bytes=$(xargs cat < "$list" | wc -c) # and all is in memory, for both
    for ((run = 0; run < runs; run++)); do
        timed cat.seconds bash -c "concatenate $list"
        timed roolink.seconds "$roolink" "@$list" -o roolink.out
        timed trusting.seconds "$roolink" --no-verify "@$list" -o roolink.out
    done
    paste -d ' ' cat.seconds roolink.seconds trusting.seconds | awk -v name="$1" -v bytes="$bytes" '
        function median(of, count, at, next_, swap) {
            for (at = 2; at <= count; at++)
                for (next_ = at; next_ > 1 && of[next_] < of[next_ - 1]; next_--) {
                    swap = of[next_]; of[next_] = of[next_ - 1]; of[next_ - 1] = swap
                }
            return of[int((count + 1) / 2)]
        }
        {
            plain[NR] = $1; linked[NR] = $5; ratio[NR] = $5 / $1; trusting[NR] = $9 / $1
            work[NR] = ($6 + $7) / ($2 + $3 + .001)
            if ($8 > peak) peak = $8
        }
        END { printf "| %s | %.2f | %.2f | %.1f | %.1f | %.1f | %.2f |\n", name, median(plain, NR), median(linked, NR),
              median(ratio, NR), median(trusting, NR), median(work, NR), peak * 1024 / bytes }'
}

echo "| job, $(nproc) processors, median of $runs pairs | cat, s | roolink, s | ÷ cat | with --no-verify | processor time ÷ cat | memory ÷ input |"
echo "|---|--:|--:|--:|--:|--:|--:|"
job "$small files of one module of 1 KB" files.txt
job "$megabytes MB in 4 archives of modules of 1 KB" small.txt
job "$megabytes MB in 1 archive of modules of 1 KB" one.txt
job "$megabytes MB in 4 archives of modules of 60 KB" large.txt
