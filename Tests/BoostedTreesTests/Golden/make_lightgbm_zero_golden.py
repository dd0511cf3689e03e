"""Makes lightgbm_zero.json: LightGBM models that take zeros for missing values, with scores and contributions.

    python3 make_lightgbm_zero_golden.py

Needs lightgbm 4.7.0 and numpy. Zeros matter, so that many splits send them another way than their value; the rows have
numbers on both sides of zero, numbers that LightGBM takes for zero, and missing values.
"""

import json
import pathlib

import lightgbm
import numpy as np

rng = np.random.default_rng(29)
ROWS = 1500


def table(rows):
    x = rng.standard_normal((rows, 4))
    x[:, 1] = np.floor(np.abs(x[:, 1]) * 3)
    x[:, 2] = -np.abs(x[:, 2])
    x[:, 3] = rng.integers(0, 6, rows)
    x[rng.random(x.shape) < 0.25] = 0
    x[rng.random(x.shape) < 0.05] = np.nan
    return x


def labels(x):
    v = np.nan_to_num(x)
    z = v[:, 0] + 0.7 * v[:, 1] - v[:, 2] + 0.3 * (v[:, 3] == 2) - 1.5
    z = z + 1.5 * (v[:, 0] == 0) - 2.0 * (v[:, 1] == 0) + 1.2 * (v[:, 2] == 0)
    return rng.random(len(x)) < 1 / (1 + np.exp(-z))


def case(leaves, **settings):
    x = table(ROWS)
    data = lightgbm.Dataset(x, labels(x), categorical_feature=[3])
    settings = dict(objective="binary", num_leaves=leaves, min_data_in_leaf=5, verbose=-1, num_threads=1, seed=1,
                    deterministic=True, zero_as_missing=True, **settings)
    model = lightgbm.train(settings, data, 5)
    rows = table(60)
    rows[0] = [0, 0, 0, 0]
    rows[1] = np.nan
    rows[2:8, 0] = [1e-36, -1e-36, 1e-34, -1e-34, 1.0000000180025095e-35, -1.0000000180025095e-35]
    rows[8:12, 1] = [-3, -0.0, 1e-36, 0.5]
    rows[12:14, 2] = [4, 1e-3]
    return dict(
        text=model.model_to_string(),
        rows=[[None if np.isnan(v) else v for v in row] for row in rows],
        scores=model.predict(rows, raw_score=True).tolist(),
        contributions=model.predict(rows, pred_contrib=True).tolist())


golden = dict(
    made_with=f"lightgbm {lightgbm.__version__}, numpy {np.__version__}",
    cases=dict(small=case(8), large=case(31), coarse=case(12, max_bin=7)))
(pathlib.Path(__file__).parent / "lightgbm_zero.json").write_text(json.dumps(golden))
