"""Makes lightgbm.json: a LightGBM model as text, rows, its raw scores and its contributions.

    python3 make_lightgbm_golden.py

Needs lightgbm 4.7.0 and numpy. The rows have missing values, zeros, unseen and negative categories.
"""

import json
import pathlib

import lightgbm
import numpy as np

rng = np.random.default_rng(11)
ROWS = 1200


def table(rows):
    x = rng.standard_normal((rows, 5))
    x[:, 1] = np.floor(np.abs(x[:, 1]) * 3)
    x[:, 3] = rng.integers(0, 4, rows)
    x[:, 4] = rng.integers(0, 40, rows)
    x[rng.random(x.shape) < 0.07] = np.nan
    return x


def labels(x):
    z = np.nan_to_num(x[:, 0]) - 0.5 * np.nan_to_num(x[:, 1]) + 0.8 * (np.nan_to_num(x[:, 3]) == 2)
    z = z + np.sin(np.nan_to_num(x[:, 4])) - 0.7 * np.isnan(x[:, 2])
    return rng.random(len(x)) < 1 / (1 + np.exp(-z))


def case(**settings):
    x = table(ROWS)
    data = lightgbm.Dataset(x, labels(x), categorical_feature=[3, 4])
    settings = dict(objective="binary", num_leaves=9, min_data_in_leaf=5, min_data_per_group=5, verbose=-1,
                    num_threads=1, seed=1, deterministic=True, **settings)
    model = lightgbm.train(settings, data, 6)
    rows = table(40)
    rows[0] = [0, 0, 0, 0, 0]
    rows[1] = np.nan
    rows[2, 3:] = [-1, -1]
    return dict(
        text=model.model_to_string(),
        rows=[[None if np.isnan(v) else v for v in row] for row in rows],
        scores=model.predict(rows, raw_score=True).tolist(),
        contributions=model.predict(rows, pred_contrib=True).tolist())


golden = dict(
    made_with=f"lightgbm {lightgbm.__version__}, numpy {np.__version__}",
    cases=dict(plain=case(), no_missing=case(use_missing=False), onehot=case(max_cat_to_onehot=50),
               sigmoid=case(sigmoid=0.7), weak=case(min_gain_to_split=1e9)))
(pathlib.Path(__file__).parent / "lightgbm.json").write_text(json.dumps(golden))
