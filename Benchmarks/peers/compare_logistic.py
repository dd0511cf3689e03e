"""Logistic regression on dense tables and on categories: ours beside scikit-learn's solvers, at the same precision.

    swift build -c release --package-path Benchmarks
    python3 compare_logistic.py OUT [tables=tall,wide,correlated,categories] [solvers=lbfgs,newton-cholesky] [rounds=5]
                                    [threads=2,1] [tolerance=1e-8] [l2=1] [ours=PATH]

Makes the rows first, in OUT: `tall`, 800,000 x 28 independent normal numbers; `wide`, 100,000 x 500 of them; `correlated`,
100,000 x 500 that twenty common factors make half of; `categories`, 800,000 rows of six texts with 5 to 200 levels.

Every round runs each program once, in a process of its own and one after the other. Timed is the fit alone. All minimise the
same sum over rows and the same L2 penalty on standardised columns, levels 0/1 without a reference; scikit-learn gets numbers
that are standardised already and a sparse matrix of the levels, while standardising is part of our time. What precision each
reached is worked out here, from its coefficients: the largest component of the gradient of the whole problem, penalty
included, divided by the rows. Beside it is how far its coefficients are from ours. A ratio is the peer's time divided by ours
in the same round; printed are medians, with the smallest and largest ratio.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import numpy as np
import scipy.sparse

HERE = pathlib.Path(__file__).resolve().parent
OURS = HERE.parent / ".build" / "release" / "linear-bench"
SIZES = {"tall": (28, 800_000), "wide": (500, 100_000), "correlated": (500, 100_000), "categories": (6, 800_000)}
LEVELS = (5, 10, 25, 50, 100, 200)


def make(folder, name):
    rng = np.random.default_rng(11)
    columns, rows = SIZES[name]
    levels = list(LEVELS) if name == "categories" else [0] * columns
    if name == "categories":
        x = np.stack([np.minimum((count * rng.random(rows) ** 2).astype(int), count - 1) for count in LEVELS]).astype(float)
        z = sum(rng.normal(0, 0.4, count)[codes.astype(int)] for count, codes in zip(LEVELS, x))
    else:
        x = rng.standard_normal((columns, rows))
        if name == "correlated":
            x = np.sqrt(0.5) * x + rng.normal(0, np.sqrt(0.5 / 20), (columns, 20)) @ rng.standard_normal((20, rows))
        z = rng.normal(0, columns ** -0.5, columns) @ x
    x.astype("<f8").tofile(folder / f"{name}-train.f64")
    (rng.random(rows) < 1 / (1 + np.exp(1 - z))).astype(np.uint8).tofile(folder / f"{name}-train.y")
    meta = {"rows": rows, "columns": columns, "levels": levels}
    (folder / f"{name}-train.json").write_text(json.dumps(meta))


def design(path):
    meta = json.loads(pathlib.Path(f"{path}-train.json").read_text())
    x = np.fromfile(f"{path}-train.f64").reshape(meta["columns"], meta["rows"])
    y = np.fromfile(f"{path}-train.y", np.uint8)
    if any(meta["levels"]):
        starts = np.cumsum([0] + meta["levels"])[:-1]
        codes = (x.astype(np.int32) + starts[:, None].astype(np.int32)).T
        ends = np.arange(0, codes.size + 1, len(starts), dtype=np.int32)
        shape = (meta["rows"], sum(meta["levels"]))
        return scipy.sparse.csr_matrix((np.ones(codes.size), codes.ravel(), ends), shape), y
    x -= x.mean(axis=1, keepdims=True)
    x /= x.std(axis=1, keepdims=True)
    return np.ascontiguousarray(x.T), y


def peer(solver, path, out, l2, tolerance):
    """Runs in a process of its own."""
    from sklearn.linear_model import LogisticRegression

    x, y = design(path)
    model = LogisticRegression(C=1 / l2, solver=solver, tol=tolerance, max_iter=10_000)
    start, processor = time.perf_counter(), time.process_time()
    model.fit(x, y)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    found = {"intercept": float(model.intercept_[0]), "coefficients": model.coef_[0].tolist()}
    pathlib.Path(out + ".json").write_text(json.dumps(found))
    print(json.dumps({"seconds": seconds, "processorSeconds": processor, "iterations": int(model.n_iter_[0])}))


def gradient(x, y, intercept, coefficients, l2):
    residuals = 1 / (1 + np.exp(-(intercept + x @ coefficients))) - y
    return max(np.abs(x.T @ residuals + l2 * coefficients).max(), abs(residuals.sum())) / len(y)


def run(command, threads, out):
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stderr}")
    found = json.loads(pathlib.Path(out + ".json").read_text())
    return {**json.loads(done.stdout.strip().splitlines()[-1]), **found}


def compare(path, name, threads, options):
    l2, tolerance = options.get("l2", "1"), options.get("tolerance", "1e-8")
    out = f"{path}-found"
    programs = {"ours": [options.get("ours", str(OURS)), path, "kind=logistic", f"threads={threads}", f"l2={l2}",
                         f"tolerance={tolerance}", f"out={out}"]}
    for solver in options.get("solvers", "lbfgs,newton-cholesky").split(","):
        programs[solver] = [sys.executable, __file__, "peer", solver, path, out, l2, tolerance]
    runs = {program: [] for program in programs}
    for _ in range(int(options.get("rounds", 5))):
        for program, command in programs.items():
            runs[program].append(run(command, threads, out))
    x, y = design(path)
    ours = [np.array(found["coefficients"]) for found in runs["ours"]]
    for program, found in runs.items():
        median = {key: statistics.median(result[key] for result in found) for key in ("seconds", "processorSeconds")}
        ratios = [result["seconds"] / base["seconds"] for result, base in zip(found, runs["ours"])]
        processor = statistics.median(
            result["processorSeconds"] / base["processorSeconds"] for result, base in zip(found, runs["ours"]))
        reached = max(gradient(x, y, result["intercept"], np.array(result["coefficients"]), float(l2)) for result in found)
        apart = max(np.abs(np.array(result["coefficients"]) - base).max() for result, base in zip(found, ours))
        print(
            f"| {name} | {threads} | {program} | {median['seconds']:.3f} | {median['processorSeconds']:.3f} | "
            f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}) | {processor:.2f} | "
            f"{found[-1]['iterations']} | {reached:.1e} | {apart:.0e} |", flush=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    options = dict(argument.split("=", 1) for argument in sys.argv[2:])
    print("| table | threads | program | seconds | processor s | ratio | of processor times | steps | gradient | coefficients |")
    print("|---|---:|---|---:|---:|---|---:|---:|---:|---:|")
    for name in options.get("tables", ",".join(SIZES)).split(","):
        if not (folder / f"{name}-train.json").exists():
            make(folder, name)
        for threads in options.get("threads", "2,1").split(","):
            compare(str(folder / name), name, threads, options)
    print(f"load after: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    if sys.argv[1] == "peer":
        peer(*sys.argv[2:5], float(sys.argv[5]), float(sys.argv[6]))
    else:
        main()
