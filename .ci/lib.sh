# What the lanes share: sourced by each of them, from a clean clone with only a Rust toolchain. Each step prints its name
# and how long it took.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TERM_COLOR=never RUST_BACKTRACE=1 CARGO_INCREMENTAL=0

step() {
    printf '== %s\n' "$*"
    local start=$SECONDS
    "$@"
    printf -- '-- %s seconds\n\n' "$((SECONDS - start))"
}

# A package of the system, if its command is missing and this may install it.
system() {
    if ! command -v "$1" >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get install -y -qq "$2" >/dev/null || { apt-get update -qq && apt-get install -y -qq "$2" >/dev/null; }
    fi
}
