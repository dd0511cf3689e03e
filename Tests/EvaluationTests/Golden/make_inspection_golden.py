"""Golden numbers for Inspection/: partial dependence and permutation importance from scikit-learn, accumulated local effects
from PyALE. The model is a formula, so that both sides ask the very same one."""
import json
import sys

import numpy as np
import pandas as pd
import PyALE
import sklearn
from importlib.metadata import version
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.inspection import partial_dependence, permutation_importance

rng = np.random.default_rng(7)
N = 400
LEVELS = 6
level = rng.integers(0, LEVELS, N)
x = np.round(rng.normal(size=N) + 0.4 * np.array([3, -1, 2, 0, -2, 1])[level], 1)
z = np.round(0.6 * x + rng.normal(size=N), 3)
EFFECT = np.array([0.5, -0.7, 0.1, 0.9, -0.2, 0.3])


def log_odds(t):
    t = np.asarray(t, dtype=float)
    e = EFFECT[t[:, 2].astype(int)]
    return 0.8 * t[:, 0] - 0.3 * t[:, 0] ** 2 + t[:, 0] * t[:, 1] * 0.5 + e + 0.25 * e * t[:, 1]


class Formula(ClassifierMixin, BaseEstimator):
    classes_ = np.array([0, 1])

    def __sklearn_is_fitted__(self):
        return True

    def fit(self, X, y):
        return self

    def decision_function(self, X):
        return log_odds(X)

    def predict_proba(self, X):
        p = 1 / (1 + np.exp(-log_odds(X)))
        return np.column_stack([1 - p, p])

    def predict(self, X):
        return (log_odds(X) > 0).astype(int)


X = np.column_stack([x, z, level]).astype(float)
y = (rng.random(N) < 1 / (1 + np.exp(-log_odds(X)))).astype(int)
model = Formula()

dependence = []
for feature, values in [(0, np.unique(x)[::4]), (1, np.quantile(z, np.arange(11) / 10, method="inverted_cdf")), (2, np.arange(6.0))]:
    rows = {"feature": feature, "values": values.tolist()}
    for key, method in [("logOdds", "decision_function"), ("probabilities", "predict_proba")]:
        found = partial_dependence(
            model, X, [feature], custom_values={feature: values}, response_method=method, method="brute", kind="average")
        rows[key] = found["average"][0].tolist()
    dependence.append(rows)

importance = []
for metric, scoring in [("roc_auc", "roc_auc"), ("log_loss", "neg_log_loss"), ("brier", "neg_brier_score")]:
    found = permutation_importance(model, X, y, scoring=scoring, n_repeats=400, random_state=0)
    importance.append({
        "metric": metric, "means": found.importances_mean.tolist(),
        "standardDeviations": found.importances.std(axis=1, ddof=1).tolist(), "repeats": 400})


class Frame:
    def predict(self, t):
        return log_odds(np.column_stack([t["x"], t["z"], t["level"].astype(int)]))


frame = pd.DataFrame({"x": x, "z": z, "level": level})
# Each of the different values of x is an edge, whatever a program's quantiles are.
ale = PyALE.ale(frame, Frame(), ["x"], feature_type="continuous", grid_size=5000, include_CI=False, plot=False)
numeric = {"values": ale.index.tolist(), "effects": ale["eff"].tolist()}
named = frame.copy()
named["level"] = named["level"].astype(str)
ale = PyALE.ale(
    named, Frame(), ["level"], feature_type="categorical", encode_fun=lambda t: t, predictors=["x", "z", "level"],
    include_CI=False, plot=False)
levels = {"order": [int(v) for v in ale.index], "effects": ale["eff"].tolist()}

json.dump({
    "versions": {"numpy": np.__version__, "scikit-learn": sklearn.__version__, "PyALE": version("PyALE"), "python": sys.version.split()[0]},
    "x": x.tolist(), "z": z.tolist(), "level": level.tolist(), "won": y.tolist(), "effects": EFFECT.tolist(),
    "quantiles": {str(k): np.unique(np.concatenate([[z.min()], np.quantile(z, np.arange(1, k + 1) / k, method="inverted_cdf")])).tolist() for k in (4, 7, 10)},
    "dependence": dependence, "importance": importance, "numericEffects": numeric, "levelEffects": levels,
}, sys.stdout)
