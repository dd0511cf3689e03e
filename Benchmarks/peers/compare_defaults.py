"""Log loss and AUC of default settings on real tables: ours, LightGBM, CatBoost.

    for seed in 0 1 2 3 4; do python3 export_real_data.py REAL/$seed $seed; done
    python3 compare_defaults.py REAL [programs=ours,lightgbm,catboost]

Prints mean log loss / mean AUC over the seeds (random 80/20 splits) for each table.
"""

import json
import pathlib
import statistics
import subprocess
import sys

from sklearn.metrics import log_loss, roc_auc_score

from boosting_peer import frame, load

OURS = pathlib.Path(__file__).resolve().parent.parent / ".build" / "release" / "boost-bench"


def ours(path):
    done = subprocess.run([OURS, path], capture_output=True, text=True, check=True)
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return result["logLoss"], result["auc"]


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


def main():
    root = pathlib.Path(sys.argv[1])
    names = dict(a.split("=") for a in sys.argv[2:]).get("programs", "ours,lightgbm,catboost").split(",")
    tables = sorted({path.name[: -len("-train.json")] for path in root.glob("*/*-train.json")})
    print(f"{'':32}" + "".join(f"{name:>18}" for name in names))
    for table in tables:
        cells = []
        for name in names:
            found = [globals()[name](str(seed / table)) for seed in sorted(root.iterdir())
                     if (seed / f"{table}-train.json").exists()]
            cells.append("/".join(f"{statistics.mean(values):.4f}" for values in zip(*found)))
        print(f"{table:32}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
