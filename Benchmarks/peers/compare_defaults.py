"""Log loss and AUC of default settings on real tables: ours, LightGBM, CatBoost, the EBM of `interpret`.

    for seed in 0 1 2 3 4; do python3 export_real_data.py REAL/$seed $seed; done
    python3 compare_defaults.py REAL [programs=boosted,additive,lightgbm,catboost,ebm] [against=ebm]

Prints mean log loss / mean AUC over the seeds (random 80/20 splits) for each table, and behind them, with `against=`, by
how much each program's log loss lies above that peer's: mean and standard error over the seeds. What a peer found is
kept beside the table (NAME-PEER.result), because the slow ones take minutes.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import time

from sklearn.metrics import log_loss, roc_auc_score

from boosting_peer import frame, load

OURS = pathlib.Path(__file__).resolve().parent.parent / ".build" / "release" / "boost-bench"


def ours(path, kind):
    done = subprocess.run([OURS, path, f"kind={kind}"], capture_output=True, text=True, check=True)
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return result["logLoss"], result["auc"]


def boosted(path):
    return ours(path, "boosted")


def additive(path):
    return ours(path, "additive")


def scored(path, fit):
    x, y, levels = load(path + "-train")
    test, test_y, _ = load(path + "-test")
    p = fit(x, y, levels)(test)
    return log_loss(test_y, p), roc_auc_score(test_y, p)


def lightgbm(path):
    import lightgbm as lgb

    def fit(x, y, levels):
        data = lgb.Dataset(x, y, categorical_feature=[i for i, n in enumerate(levels) if n])
        return lgb.train(dict(objective="binary", verbose=-1, num_threads=1), data).predict

    return scored(path, fit)


def catboost(path):
    from catboost import CatBoostClassifier

    def fit(x, y, levels):
        names = [f"f{i}" for i, n in enumerate(levels) if n]

        def table(rows):
            rows = frame(rows, levels)
            return rows.assign(**{name: rows[name].cat.codes.astype(str) for name in names})

        model = CatBoostClassifier(verbose=False, allow_writing_files=False, cat_features=names, thread_count=1)
        model.fit(table(x), y)
        return lambda rows: model.predict_proba(table(rows))[:, 1]

    return scored(path, fit)


def ebm(path):
    from interpret.glassbox import ExplainableBoostingClassifier

    def fit(x, y, levels):
        def table(rows):
            rows = frame(rows, levels)
            names = [f"f{i}" for i, n in enumerate(levels) if n]
            return rows.assign(**{name: rows[name].cat.codes.astype(str) for name in names})

        types = ["nominal" if n else "continuous" for n in levels]
        model = ExplainableBoostingClassifier(feature_types=types, n_jobs=1).fit(table(x), y)
        return lambda rows: model.predict_proba(table(rows))[:, 1]

    return scored(path, fit)


PEERS = ("lightgbm", "catboost", "ebm")


def kept(name, path):
    """What a program gives on a table; a peer is asked once."""
    file = pathlib.Path(f"{path}-{name}.result")
    if name in PEERS and file.exists():
        return json.loads(file.read_text())
    start = time.perf_counter()
    result = globals()[name](path)
    if name in PEERS:
        file.write_text(json.dumps(result))
    print(f"{path} {name} {time.perf_counter() - start:.1f} s", file=sys.stderr, flush=True)
    return result


def difference(losses, others):
    gaps = [a - b for a, b in zip(losses, others)]
    error = statistics.stdev(gaps) / len(gaps) ** 0.5 if len(gaps) > 1 else 0
    return f"{statistics.mean(gaps):+.4f}±{error:.4f}"


def main():
    root = pathlib.Path(sys.argv[1])
    options = dict(a.split("=") for a in sys.argv[2:])
    names = options.get("programs", "boosted,lightgbm,catboost").split(",")
    against = options.get("against")
    tables = sorted({path.name[: -len("-train.json")] for path in root.glob("*/*-train.json")})
    print(f"{'':32}" + "".join(f"{name:>18}" for name in names))
    for table in tables:
        seeds = [seed for seed in sorted(root.iterdir()) if (seed / f"{table}-train.json").exists()]
        found = {name: [kept(name, str(seed / table)) for seed in seeds] for name in names}
        cells = ["/".join(f"{statistics.mean(values):.4f}" for values in zip(*found[name])) for name in names]
        if against:
            others = [loss for loss, _ in found[against]]
            cells += [difference([loss for loss, _ in found[name]], others) for name in names if name != against]
        print(f"{table:32}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
