"""Runs boost-bench and its peers in turn on the same rows and prints the ratios peer / ours.

    swift build -c release --package-path Benchmarks
    python3 make_boosting_data.py DATA
    python3 compare_boosting.py DATA/numeric [rounds=5] [peers=lightgbm,xgboost] [trees=100] [rate=0.1] [leaves=31] ...

Every round runs each program once, one after the other, so that a busy moment of the machine hits all alike. Wall time is
what each program measured around training, scoring and explaining alone; CPU and memory are those of the whole process,
reading its data included.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
OURS = HERE.parent / ".build" / "release" / "boost-bench"
# The shape of the trees and the restraints on sets of levels, the same for all programs (those of LightGBM's defaults); what a
# peer has not is passed over.
SAME_SHAPE = {"trees": 100, "rate": 0.1, "leaves": 31, "depth": 0, "samples": 20, "l2": 0, "smoothing": 10, "cat-l2": 10,
              "threads": 2, "node-features": 1}
PEERS = ["lightgbm", "lightgbm-quantised", "xgboost", "catboost", "sklearn"]


def run(command):
    with tempfile.NamedTemporaryFile("r") as usage:
        done = subprocess.run(["/usr/bin/time", "-f", "%U %S %M", "-o", usage.name, *command], capture_output=True,
                              text=True, env={**os.environ, "PYTHONWARNINGS": "ignore"})
        if done.returncode:
            sys.exit(f"{command[1]} failed:\n{done.stderr}")
        user, system, memory = usage.read().split()
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return {**result, "cpu": float(user) + float(system), "memoryMB": int(memory) / 1024}


def main():
    data = sys.argv[1]
    options = dict(argument.split("=", 1) for argument in sys.argv[2:])
    rounds = int(options.pop("rounds", 5))
    peers = options.pop("peers", ",".join(PEERS)).split(",")
    passed = [f"{key}={value}" for key, value in {**SAME_SHAPE, **options}.items()]
    programs = {"ours": [str(OURS), data, *passed]}
    for peer in peers:
        programs[peer] = [sys.executable, str(HERE / "boosting_peer.py"), peer, data, *passed]
    results = {name: [] for name in programs}
    for _ in range(rounds):
        for name, command in programs.items():
            results[name].append(run(command))
    keys = ["train", "trainCPU", "bin", "predictAgain", "predictCPU", "explain", "explainCPU", "memoryMB", "auc", "logLoss"]
    median = {name: {key: statistics.median(run[key] for run in runs) for key in keys if key in runs[0]}
              for name, runs in results.items()}
    print(f"{'':20}" + "".join(f"{key:>22}" for key in keys))
    for name, values in median.items():
        cells = []
        for key in keys:
            if key not in values:
                cells.append(f"{'-':>22}")
            elif key in ("auc", "logLoss"):
                cells.append(f"{values[key]:22.5f}")
            else:
                cells.append(f"{values[key]:13.3f} ({values[key] / median['ours'][key]:5.2f}x)")
        print(f"{name:20}" + "".join(cells))


main()
