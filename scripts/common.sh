# Shared by the scripts in this folder: sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

started=$SECONDS

# say TEXT: a line that is easy to find in a long log.
say() { printf '%s\n' "$*"; }

# step N OF TEXT: how far a long run has come, and the time since it began.
step() {
    local spent=$((SECONDS - started))
    printf '[%s/%s] %s (%d:%02d)\n' "$1" "$2" "$3" $((spent / 60)) $((spent % 60))
}

fail() {
    printf 'Fel: %s\n' "$*" >&2
    exit 1
}

# timed LABEL COMMAND…: runs the command and says how long it took.
timed() {
    local label=$1 begin=$SECONDS
    shift
    "$@"
    local spent=$((SECONDS - begin))
    printf '%s: %d min %02d s\n' "$label" $((spent / 60)) $((spent % 60))
}
