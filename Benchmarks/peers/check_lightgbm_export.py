"""Checks that LightGBM loads a model boost-bench exported and scores as we do.

    boost-bench DATA export=MODEL && python3 check_lightgbm_export.py DATA MODEL
"""

import json
import sys

import lightgbm
import numpy as np

data, model = sys.argv[1:3]
meta = json.load(open(data + "-test.json"))
rows = np.fromfile(data + "-test.f64").reshape(meta["columns"], meta["rows"]).T
ours = np.fromfile(model + ".scores")
theirs = lightgbm.Booster(model_file=model + ".txt").predict(rows, raw_score=True)
gap = np.abs(ours - theirs).max()
print(f"{len(ours)} rows, largest difference {gap:.3g}")
sys.exit(int(gap > 1e-12))
