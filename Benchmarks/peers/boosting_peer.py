"""Trains one peer on DATA and prints one JSON object; started by compare_boosting.py in a process of its own.

    python3 boosting_peer.py PEER DATA [key=value ...]

PEER: lightgbm, lightgbm-quantised, xgboost, catboost, sklearn. Keys: trees, rate, leaves, samples, l2, threads, explain.
"""

import importlib
import json
import sys
import time

import numpy as np
from sklearn.metrics import log_loss, roc_auc_score


def load(path):
    meta = json.load(open(path + ".json"))
    x = np.fromfile(path + ".f64").reshape(meta["columns"], meta["rows"]).T
    return np.ascontiguousarray(x), np.fromfile(path + ".y", np.uint8), meta["levels"]


def timed(body):
    start = time.perf_counter()
    result = body()
    return time.perf_counter() - start, result


def lightgbm(options, x, y, levels, quantised=False):
    import lightgbm as lgb

    settings = dict(
        objective="binary", num_leaves=options["leaves"], learning_rate=options["rate"], verbose=-1,
        min_data_in_leaf=options["samples"], lambda_l2=options["l2"], num_threads=options["threads"], max_bin=255,
        force_row_wise=len(x) > 100_000 and x.shape[1] < 100, use_quantized_grad=quantised)
    categories = [i for i, n in enumerate(levels) if n]

    def construct():
        return lgb.Dataset(x, y, categorical_feature=categories, params=settings).construct()

    bin_time, data = timed(construct)
    train_time, model = timed(lambda: lgb.train(settings, data, options["trees"]))
    predict = lambda rows: model.predict(rows, num_threads=options["threads"])
    explain = lambda rows: model.predict(rows, pred_contrib=True, num_threads=options["threads"])
    return bin_time, bin_time + train_time, predict, explain


def frame(x, levels):
    import pandas as pd

    return pd.DataFrame({
        f"f{i}": pd.Categorical.from_codes(np.nan_to_num(x[:, i], nan=-1).astype(int), range(n)) if n else x[:, i]
        for i, n in enumerate(levels)})


def xgboost(options, x, y, levels):
    import xgboost as xgb

    settings = dict(
        objective="binary:logistic", tree_method="hist", grow_policy="lossguide", max_leaves=options["leaves"],
        max_depth=0, eta=options["rate"], nthread=options["threads"], max_bin=256, reg_lambda=options["l2"],
        min_child_weight=1)
    wrap = (lambda rows: frame(rows, levels)) if any(levels) else (lambda rows: rows)
    bin_time, data = timed(lambda: xgb.QuantileDMatrix(wrap(x), y, max_bin=256, enable_categorical=True,
                                                       nthread=options["threads"]))
    train_time, model = timed(lambda: xgb.train(settings, data, options["trees"]))
    explain = lambda rows: model.predict(xgb.DMatrix(wrap(rows), enable_categorical=True), pred_contribs=True)
    return bin_time, bin_time + train_time, lambda rows: model.inplace_predict(wrap(rows)), explain


def catboost(options, x, y, levels):
    from catboost import CatBoostClassifier, Pool

    categories = [f"f{i}" for i, n in enumerate(levels) if n]

    def wrap(rows, labels=None):
        table = rows
        if categories:
            table = frame(rows, levels)
            for name in categories:
                table[name] = table[name].cat.codes.astype(str)
        return Pool(table, labels, cat_features=categories, thread_count=options["threads"])

    bin_time, data = timed(lambda: wrap(x, y))
    model = CatBoostClassifier(
        iterations=options["trees"], learning_rate=options["rate"], depth=5, thread_count=options["threads"],
        verbose=False, allow_writing_files=False)
    train_time, _ = timed(lambda: model.fit(data))
    def predict(rows):
        return model.predict(wrap(rows) if categories else rows, prediction_type="Probability",
                             thread_count=options["threads"])[:, 1]
    explain = lambda rows: model.get_feature_importance(wrap(rows), type="ShapValues")
    return bin_time, bin_time + train_time, predict, explain


def sklearn(options, x, y, levels):
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=options["trees"], learning_rate=options["rate"], max_leaf_nodes=options["leaves"],
        min_samples_leaf=options["samples"], l2_regularization=options["l2"], early_stopping=False,
        categorical_features=[i for i, n in enumerate(levels) if n] or None)
    train_time, _ = timed(lambda: model.fit(x, y))
    return float("nan"), train_time, lambda rows: model.predict_proba(rows)[:, 1], None


def main():
    peer, path = sys.argv[1:3]
    options = dict(trees=100, rate=0.1, leaves=31, samples=20, l2=0.0, threads=2, explain=0)
    for argument in sys.argv[3:]:
        key, value = argument.split("=")
        if key in options:
            options[key] = type(options[key])(float(value))
    x, y, levels = load(path + "-train")
    test, test_y, _ = load(path + "-test")
    importlib.import_module("lightgbm" if peer.startswith("lightgbm") else peer)  # not part of the training time
    started = time.process_time()
    if peer == "lightgbm-quantised":
        bin_time, train_time, predict, explain = lightgbm(options, x, y, levels, quantised=True)
    else:
        bin_time, train_time, predict, explain = globals()[peer](options, x, y, levels)
    train_cpu = time.process_time() - started
    first, p = timed(lambda: predict(test))
    started = time.process_time()
    again, p = timed(lambda: predict(test))
    predict_cpu = time.process_time() - started
    result = dict(trainCPU=train_cpu, predictCPU=predict_cpu, bin=bin_time, train=train_time, predict=first, predictAgain=again,
                  auc=roc_auc_score(test_y, p), logLoss=log_loss(test_y, p))
    if options["explain"] and explain:
        started = time.process_time()
        result["explain"], _ = timed(lambda: explain(test[: options["explain"]]))
        result["explainCPU"] = time.process_time() - started
    print(json.dumps(result))


if __name__ == "__main__":
    main()
