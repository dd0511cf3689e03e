"""A whole elastic-net path, ours beside scikit-learn's saga, on the same rows, columns and penalties.

    python3 compare_paths.py DATA [alpha=1] [rounds=3] [tolerance=1e-4] [glmnet=yes]

DATA as for compare_boosting.py. The design is one-hot for categories and standardised, missing numbers at the mean with a flag
of their own. scikit-learn goes down our path with `warm_start`, at saga's `tol`. Prints for each program the median processor
time of one thread and how far its solutions are from the optimality conditions: the largest breach along the path, per row, on
standardised columns. A peer with a larger breach would need longer for the same precision. With glmnet=yes R's glmnet runs too,
at its default `thresh`.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression

from boosting_peer import load

OURS = pathlib.Path(__file__).resolve().parent.parent / ".build" / "release" / "linear-bench"
GLMNET = """
suppressMessages(library(glmnet))
a <- commandArgs(TRUE)
x <- matrix(readBin(a[1], "double", as.numeric(a[3]) * as.numeric(a[4])), nrow = as.numeric(a[3]))
y <- scan(a[2], quiet = TRUE)
lambda <- scan(a[5], quiet = TRUE)
t <- system.time(fit <- glmnet(x, y, family = "binomial", alpha = as.numeric(a[6]), lambda = lambda))
writeBin(as.vector(as.matrix(coef(fit))), a[7])
cat(t[["user.self"]] + t[["sys.self"]])
"""


def design(x, levels):
    columns = []
    for index, count in enumerate(levels):
        values, missing = x[:, index], np.isnan(x[:, index])
        if count:
            columns += [(values == level).astype(float) for level in range(count) if (values == level).any()]
        elif np.nanstd(values) > 0:
            columns.append(np.where(missing, np.nanmean(values), values))
        if missing.any() and not missing.all():
            columns.append(missing.astype(float))
    columns = np.stack(columns, axis=1)
    columns = columns[:, columns.std(axis=0) > 0]
    return np.asfortranarray((columns - columns.mean(axis=0)) / columns.std(axis=0))


def breach(x, y, intercept, theta, penalty, alpha):
    residual = 1 / (1 + np.exp(-(intercept + x @ theta))) - y
    slopes = x.T @ residual / len(y)
    at_zero = np.maximum(0, np.abs(slopes) - alpha * penalty)
    elsewhere = np.abs(slopes + penalty * ((1 - alpha) * theta + alpha * np.sign(theta)))
    return max(np.where(theta == 0, at_zero, elsewhere).max(), abs(residual.mean()))


def saga(x, y, penalties, alpha, tolerance):
    model = LogisticRegression(
        l1_ratio=alpha, solver="saga", tol=tolerance, max_iter=100_000, warm_start=True, random_state=0)
    start, worst, measured = time.process_time(), 0, 0
    for penalty in penalties:
        model.C = 1 / (penalty * len(y))
        model.fit(x, y)
        before = time.process_time()
        worst = max(worst, breach(x, y, model.intercept_[0], model.coef_[0], penalty, alpha))
        measured += time.process_time() - before
    return time.process_time() - start - measured, worst


def glmnet(x, y, penalties, alpha):
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, name) for name in ("x", "y", "penalties", "out", "script.R")]
        x.T.tofile(names[0])
        np.savetxt(names[1], y, fmt="%d")
        np.savetxt(names[2], penalties, fmt="%.17g")
        pathlib.Path(names[4]).write_text(GLMNET)
        done = subprocess.run(
            ["Rscript", names[4], names[0], names[1], *map(str, x.shape), names[2], str(alpha), names[3]], check=True,
            capture_output=True, text=True)
        found = np.fromfile(names[3]).reshape(len(penalties), -1)
    worst = max(breach(x, y, row[0], row[1:], penalty, alpha) for row, penalty in zip(found, penalties))
    return float(done.stdout), worst


def main():
    options = dict(argument.split("=") for argument in sys.argv[2:])
    alpha = float(options.get("alpha", 1))
    warnings.filterwarnings("ignore")
    x, y, levels = load(sys.argv[1] + "-train")
    x, y = design(x, levels), y.astype(float)
    found = {}
    for _ in range(int(options.get("rounds", 3))):
        out = tempfile.mktemp()
        done = subprocess.run(
            [OURS, sys.argv[1], "kind=path", "threads=1", f"alpha={alpha}", f"out={out}"], check=True,
            capture_output=True, text=True)
        ours = json.loads(done.stdout)
        penalties = json.load(open(out + ".json"))["penalties"]
        os.remove(out + ".json")
        found.setdefault("ours", []).append((ours["processorSeconds"], ours["violation"]))
        if "glmnet" in options:
            found.setdefault("glmnet", []).append(glmnet(x, y, penalties, alpha))
        found.setdefault("saga", []).append(saga(x, y, penalties, alpha, float(options.get("tolerance", 1e-4))))
    print(f"{x.shape[0]} rows, {x.shape[1]} columns, {len(penalties)} penalties, alpha {alpha}")
    base = statistics.median(seconds for seconds, _ in found["ours"])
    for name, runs in found.items():
        seconds = statistics.median(seconds for seconds, _ in runs)
        print(f"{name:8} {seconds:9.2f} s  {seconds / base:7.1f} ×  breach {max(worst for _, worst in runs):.1e}")


if __name__ == "__main__":
    main()
