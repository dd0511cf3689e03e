#!/usr/bin/env bash
# All whole-process comparisons, one after the other. Nothing else should run on the machine meanwhile.
#
#   Benchmarks/peers/run_all.sh                                     on the committed data set and generated leads
#   Benchmarks/peers/run_all.sh LEADS.csv --label COLUMN [option]…  and on a file of yours; options as for
#                                                                   whole_process_train.py
#
# Needs python3 with the packages of requirements.txt (pip install -r Benchmarks/peers/requirements.txt).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# TOOL=path/to/leadscore measures that one; otherwise the tool is built first.
tool=${TOOL:-}
if [[ -z $tool ]]; then
    swift build -c release --product leadscore >&2
    tool=$(swift build -c release --show-bin-path)/leadscore
fi
run() { python3 "Benchmarks/peers/$1" --tool "$tool" "${@:2}"; }

echo "load before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
run whole_process_train.py datasets/bank-marketing/bank.csv --label y --id id
if (($#)); then run whole_process_train.py "$@"; fi
run whole_process_score.py
echo "load after: $(cut -d ' ' -f 1-3 /proc/loadavg)"
