"""Models of LightGBM and XGBoost taken over, and one of ours written for LightGBM: the same probabilities.

    python3 peers.py PATH-OF-LEADSCORE

Works in the current folder. Needs lightgbm 4, xgboost 3, pandas and numpy; without them it ends well and says so.
"""

import subprocess
import sys

try:
    import lightgbm
    import numpy as np
    import pandas as pd
    import xgboost
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(0)

TOOL = sys.argv[1]
ROWS = 700
rng = np.random.default_rng(1)


def leadscore(*arguments):
    done = subprocess.run([TOOL, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def scores(model):
    leadscore("score", model, "leads.csv", "-o", "scores.csv", "-q")
    return pd.read_csv("scores.csv").probability.to_numpy()


def agree(name, ours, theirs, tolerance):
    difference = np.abs(ours - theirs).max()
    print(f"{name}: {difference:.1e}")
    assert difference < tolerance, name


leads = pd.DataFrame({
    "lead id": [f"L{i}" for i in range(ROWS)], "first visit": rng.standard_normal(ROWS) * 1e3,
    "visits": rng.integers(0, 9, ROWS), "source": rng.choice(["web", "fair", "käse", "Select", "mail", "a b"], ROWS),
    "opt in": rng.random(ROWS) < 0.5, "size": rng.choice([10, 20, 500], ROWS), "code": rng.integers(0, 6, ROWS)})
leads.loc[rng.random(ROWS) < 0.1, ["first visit"]] = np.nan
leads.loc[rng.random(ROWS) < 0.1, ["source"]] = None
z = leads["first visit"].fillna(0) / 1e3 + (leads.source == "Select") - 1.0 * (leads.source == "web")
z = z - 0.7 * leads["opt in"] + (leads["size"] == 20) + (leads.code == 4)
leads["outcome"] = np.where(rng.random(ROWS) < 1 / (1 + np.exp(-z)), "won", "lost")
leads.to_csv("leads.csv", index=False)
won = (leads.outcome == "won").astype(int)
frame = leads.drop(columns=["lead id", "outcome"])
for column in ["source", "size", "code"]:
    frame[column] = frame[column].astype("category")
# As programs without names for categories see them.
codes = frame.copy()
for column in ["source", "size"]:
    codes[column] = frame[column].cat.codes.where(frame[column].cat.codes >= 0, np.nan)
codes["code"] = leads.code
codes = codes.to_numpy(dtype=float)
taking = ["--schema", "leads.csv", "--label", "outcome", "--id", "lead id", "-o", "taken.model"]

small = dict(verbose=-1, num_threads=1, min_data_per_group=5, cat_smooth=1)
for name, settings in dict(sets=dict(max_cat_to_onehot=1), single=dict(max_cat_to_onehot=50)).items():
    model = lightgbm.train(small | settings | dict(objective="binary"), lightgbm.Dataset(frame, won), 20)
    model.save_model("lightgbm.txt")
    leadscore("import", "lightgbm.txt", "--from", "lightgbm", *taking)
    agree(f"LightGBM, {name}", scores("taken.model"), model.predict(frame), 1e-12)
data = lightgbm.Dataset(codes, won, categorical_feature=[2, 5])
model = lightgbm.train(small | dict(objective="binary"), data, 20)
model.save_model("lightgbm.txt")
# Sizes by number cannot be told from numbers that are categories, so that column is a number here.
leadscore("import", "lightgbm.txt", "--from", "lightgbm", *taking)
sized = codes.copy()
sized[:, 4] = leads["size"]
agree("LightGBM without names", scores("taken.model"), model.predict(sized), 1e-12)

model = xgboost.train(
    dict(objective="binary:logistic", nthread=1), xgboost.DMatrix(frame, won, enable_categorical=True), 20)
for form, file in [("xgboost-json", "m.json"), ("xgboost-ubj", "m.ubj")]:
    model.save_model(file)
    leadscore("import", file, "--from", form, *taking)
    agree(form, scores("taken.model"), model.predict(xgboost.DMatrix(frame, enable_categorical=True)), 1e-6)

for seed in range(3):
    leadscore("train", "leads.csv", "--label", "outcome", "--id", "lead id", "--model", "boosted", "--trees", "30",
              "--seed", str(seed), "-o", "own.model", "-q")
    tried = subprocess.run([TOOL, "export", "own.model", "--to", "lightgbm", "-o", "own.txt"], capture_output=True)
    if tried.returncode != 0:
        print("own model: its calibration is a curve")
        continue
    leadscore("features", "own.model", "leads.csv", "-o", "features.csv", "-q")
    features = pd.read_csv("features.csv", keep_default_na=False, na_values=[""]).iloc[:, 1:]
    for column in features.columns:
        if not pd.api.types.is_numeric_dtype(features[column]):
            features[column] = features[column].astype("category")
    theirs = lightgbm.Booster(model_file="own.txt").predict(features)
    agree("own model in LightGBM", scores("own.model"), theirs, 1e-12)
