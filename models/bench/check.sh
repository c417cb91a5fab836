#!/usr/bin/env bash
# How long `orrery check` takes on generated projects, whole process: models/bench/check.sh GENERATOR [MODELS...]
# GENERATOR is gen_project.py, which writes layered projects of any size. Beside it, for the reader, sqlglot parses the same files
# (SQLGLOT_PYTHON names a Python that has it). Prints wall seconds, user and system seconds, and the largest resident set, each the best of three runs.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
generator=${1:?the path of gen_project.py}
shift
[ $# -gt 0 ] || set -- 1000 10000
python=${SQLGLOT_PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

best() { # LABEL COMMAND...: the run with the least wall time
  local label=$1
  shift
  for _ in 1 2 3; do
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; return 1; }
    cat "$work/time"
  done | sort -n | head -n 1 | awk -v label="$label" '{ printf "%-34s %7.2f s wall %7.2f s user %6.2f s system %6d MiB\n", label, $1, $2, $3, $4 / 1024 }'
}

echo "$(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"
"$root/orrery" version
best "orrery version" "$root/orrery" version
for models in "$@"; do
  python3 "$generator" "$models" --seed 1 --flavor plain --out "$work/$models" >/dev/null
  best "orrery check, $models models" "$root/orrery" check -p "$work/$models"
  if "$python" -c 'import sqlglot' 2>/dev/null; then
    best "sqlglot parse, $models files" "$python" -c '
import pathlib, sys, sqlglot
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.sql")):
    sqlglot.parse(file.read_text(), read="starrocks", error_level=sqlglot.ErrorLevel.IGNORE)
' "$work/$models/models"
  fi
done
