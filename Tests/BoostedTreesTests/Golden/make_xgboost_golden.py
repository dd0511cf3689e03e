"""Makes xgboost.json: XGBoost models as JSON and UBJSON, rows, their raw scores and their contributions.

    python3 make_xgboost_golden.py

Needs xgboost 3.2.0, pandas 3.1 and numpy. The rows have missing values, thresholds met exactly, and doubles that single
precision rounds onto a threshold from either side.
"""

import base64
import json
import pathlib

import numpy as np
import pandas as pd
import xgboost

rng = np.random.default_rng(17)
ROWS = 1500


def numbers(rows):
    x = rng.standard_normal((rows, 4))
    x[:, 1] = np.floor(np.abs(x[:, 1]) * 3)
    x[:, 2] *= 1e6
    x[rng.random(x.shape) < 0.07] = np.nan
    return x


def labels(x, shift=0.0):
    z = np.nan_to_num(x[:, 0]) - 0.5 * np.nan_to_num(x[:, 1]) - 0.7 * np.isnan(x[:, 3]) + shift
    return (rng.random(len(x)) < 1 / (1 + np.exp(-z))).astype(int)


def contributions(model, data, **how):
    """In order of features, the base last; computed in single precision there."""
    return model.predict(data, pred_contribs=True, **how).astype(float).tolist()


def golden(model, data, rows, columns):
    return dict(
        json=model.save_raw("json").decode(),
        ubj=base64.b64encode(bytes(model.save_raw("ubj"))).decode(),
        rows=[[None if (isinstance(v, float) and np.isnan(v)) else v for v in row] for row in rows],
        columns=columns,
        scores=model.predict(data, output_margin=True).astype(float).tolist(),
        contributions=contributions(model, data))


def near_thresholds(model, rows):
    """Puts doubles on, just below and just above the midpoint before a threshold into the rows."""
    trees = json.loads(bytes(model.save_raw("json")))["learner"]["gradient_booster"]["model"]["trees"]
    at = 0
    for tree in trees:
        for feature, left, t in zip(tree["split_indices"], tree["left_children"], tree["split_conditions"]):
            if left < 0:
                continue
            threshold = np.float32(t)
            middle = (float(threshold) + float(np.nextafter(threshold, np.float32(-np.inf)))) / 2
            for value in (middle, np.nextafter(middle, -np.inf), np.nextafter(middle, np.inf), float(threshold)):
                rows[at % len(rows), feature] = value
                at += 1
    return rows


def numeric(rounds=6, **settings):
    x = numbers(ROWS)
    settings = dict(objective="binary:logistic", max_depth=4, eta=0.3, nthread=1, seed=3) | settings
    model = xgboost.train(settings, xgboost.DMatrix(x, labels(x)), rounds)
    rows = near_thresholds(model, numbers(60))
    # XGBoost rounds to single precision as NumPy does; doubles go in as doubles here, as they come to us.
    return golden(model, xgboost.DMatrix(rows), rows.tolist(), ["f0", "f1", "f2", "f3"])


def table(rows):
    x = numbers(rows)
    source = rng.choice(["web", "fair", "fax", "phone", "mail", "a,b", "x y"], rows).astype(object)
    source[rng.random(rows) < 0.1] = None
    size = rng.choice([10, 20, 500], rows)
    frame = pd.DataFrame({"first visit": x[:, 0], "visits": x[:, 1], "revenue": x[:, 2], "age": x[:, 3]})
    frame["source"] = pd.Categorical(source, categories=sorted({s for s in source if s}))
    frame["size"] = pd.Categorical(size, categories=[10, 20, 500])
    frame["opt in"] = rng.random(rows) < 0.5
    return frame


def named(**settings):
    frame = table(ROWS)
    x = frame[["first visit", "visits", "revenue", "age"]].to_numpy()
    y = labels(x, 1.2 * frame["source"].isin(["web", "fair"]) - 0.8 * (frame["size"] == 20) + frame["opt in"])
    settings = dict(objective="binary:logistic", max_depth=4, nthread=1, seed=3, tree_method="hist") | settings
    model = xgboost.train(settings, xgboost.DMatrix(frame, y, enable_categorical=True), 6)
    rows = table(60)
    cells = []
    for _, row in rows.iterrows():
        cells.append([None if pd.isna(v) else (v.item() if isinstance(v, np.generic) else v) for v in row])
    data = xgboost.DMatrix(rows, enable_categorical=True)
    return golden(model, data, cells, list(rows.columns))


def numbered():
    """Categories the model knows by number only, with unseen ones in the rows."""
    def data(rows):
        x = numbers(rows)
        x[:, 3] = rng.integers(0, 9, rows)
        x[rng.random(rows) < 0.1, 3] = np.nan
        return x
    x = data(ROWS)
    y = labels(x, np.sin(np.nan_to_num(x[:, 3]) * 2))
    kinds = dict(feature_types=["q", "q", "q", "c"], enable_categorical=True)
    model = xgboost.train(
        dict(objective="binary:logistic", max_depth=4, nthread=1, max_cat_to_onehot=3), xgboost.DMatrix(x, y, **kinds), 6)
    rows = data(60)
    rows[:5, 3] = 40
    return golden(model, xgboost.DMatrix(rows, **kinds), rows.tolist(), ["f0", "f1", "f2", "f3"])


cases = dict(
    plain=numeric(), exact=numeric(tree_method="exact"), parallel=numeric(num_parallel_tree=3, subsample=0.5),
    pruned=numeric(gamma=4, tree_method="exact"), base=numeric(base_score=0.12),
    flat=numeric(gamma=1e9), named=named(),
    onehot=named(max_cat_to_onehot=20), numbered=numbered())
result = dict(
    made_with=f"xgboost {xgboost.__version__}, numpy {np.__version__}, pandas {pd.__version__}", cases=cases)
(pathlib.Path(__file__).parent / "xgboost.json").write_text(json.dumps(result, ensure_ascii=False))
