"""Golden numbers of the Calibration room, from scikit-learn, SciPy, statsmodels, betacal and venn-abers.

    pip install scikit-learn scipy statsmodels betacal venn-abers
    python3 make_golden.py > calibration.json

The versions used are written into the file. Nothing here shares code with the Swift sources.
"""
import json
import platform
from importlib.metadata import version

import numpy as np
import statsmodels.api as sm
from betacal import BetaCalibration
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, logit
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from venn_abers import VennAbers

rng = np.random.default_rng(20260102)


def loss(z, t, w):
    return np.sum(w * (np.logaddexp(0, z) - t * z)) / np.sum(w)


def smallest(columns, t, w, start):
    """The minimum of the log loss, by a trust-region Newton method run to its rounding limit."""
    x = np.column_stack(columns)

    def gradient(theta):
        return x.T @ (w * (expit(x @ theta) - t)) / w.sum()

    def hessian(theta):
        p = expit(x @ theta)
        return (x * (w * p * (1 - p))[:, None]).T @ x / w.sum()

    theta = minimize(lambda v: loss(x @ v, t, w), start, jac=gradient, hess=hessian, method="trust-exact",
                     options={"gtol": 1e-12}).x
    for _ in range(5):
        theta = theta - np.linalg.solve(hessian(theta), gradient(theta))
    return theta


def case(name, z, y, weights=None):
    w = np.ones(len(z)) if weights is None else weights
    won, lost = w[y].sum(), w[~y].sum()
    smooth = np.where(y, (won + 1) / (won + 2), 1 / (lost + 2))
    ones = np.ones(len(z))
    out = {"name": name, "logOdds": z.tolist(), "labels": y.tolist()}
    if weights is not None:
        out["weights"] = weights.tolist()
    sigmoid = _SigmoidCalibration().fit(z, y.astype(int), sample_weight=weights)
    slope, intercept = smallest([z, ones], smooth, w, [1, 0])
    out["platt"] = {"slope": slope, "intercept": intercept,
                    "scikitSlope": -sigmoid.a_, "scikitIntercept": -sigmoid.b_}
    scale = minimize_scalar(lambda s: loss(s * z, y, w), bounds=(0, 20), method="bounded", options={"xatol": 1e-13}).x
    out["temperature"] = {"scale": max(smallest([z], y, w, [scale])[0], 0)}
    low, high = -np.logaddexp(0, -z), np.logaddexp(0, z)
    a, b, c = smallest([low, high, ones], y, w, [1, 1, 0])
    if a < 0:
        a, (b, c) = 0.0, smallest([high, ones], y, w, [1, 0])
    elif b < 0:
        b, (a, c) = 0.0, smallest([low, ones], y, w, [1, 0])
    out["beta"] = {"a": a, "b": b, "c": c}
    if weights is None:
        package = BetaCalibration(parameters="abm").fit(expit(z).reshape(-1, 1), y.astype(int))
        out["beta"]["packageAtProbes"] = package.predict(expit(PROBES).reshape(-1, 1)).tolist()
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(z, y, sample_weight=weights)
    out["isotonic"] = {"logOdds": isotonic.X_thresholds_.tolist(), "probability": isotonic.y_thresholds_.tolist()}
    glm = sm.GLM(y.astype(float), sm.add_constant(z), family=sm.families.Binomial(), freq_weights=w).fit(tol=1e-14)
    level = sm.GLM(y.astype(float), ones, family=sm.families.Binomial(), offset=z, freq_weights=w).fit(tol=1e-14)
    out["line"] = {
        "intercept": glm.params[0], "slope": glm.params[1], "interceptError": glm.bse[0], "slopeError": glm.bse[1],
        "level": level.params[0], "levelError": level.bse[0]}
    if weights is None:
        lower, upper = [], []
        for probe in PROBES:
            for outcome, bounds in ((0, lower), (1, upper)):
                both = IsotonicRegression().fit(np.append(z, probe), np.append(y, outcome))
                bounds.append(both.predict([probe])[0])
        package = VennAbers()
        package.fit(np.column_stack([1 - expit(z), expit(z)]), y.astype(int))
        merged, ranges = package.predict_proba(np.column_stack([1 - expit(PROBES), expit(PROBES)]))
        out["vennAbers"] = {"lower": lower, "upper": upper, "packageLower": ranges[:, 0].tolist(),
                            "packageUpper": ranges[:, 1].tolist(), "packageProbability": merged[:, 1].tolist()}
    return out


def saerens(z, training):
    """The EM algorithm of Saerens et al. as published, run until nothing moves."""
    p, rate = expit(z), training
    for _ in range(200_000):
        won, lost = rate / training * p, (1 - rate) / (1 - training) * (1 - p)
        after = np.mean(won / (won + lost))
        if abs(after - rate) < 1e-16:
            break
        rate = after
    return rate


PROBES = np.round(np.concatenate([np.linspace(-6, 6, 41), [-50, 50]]), 3)


def world(n, intercept=-1.0, spread=1.3, stretch=1.0, shift=0.0, decimals=None):
    truth = intercept + spread * rng.standard_normal(n)
    z = stretch * truth + shift
    return (z if decimals is None else np.round(z, decimals)), rng.random(n) < expit(truth)


cases = [case("overconfident", *world(400, stretch=2.0, shift=0.4))]
cases.append(case("ties", *world(300, decimals=1)))
z, y = world(250, stretch=0.5, decimals=2)
cases.append(case("weights", z, y, np.round(rng.gamma(1, 1, 250), 3)))
truth = np.abs(rng.standard_normal(300) * 2)
cases.append(case("bent", truth, rng.random(300) < expit(0.3 * truth - 1)))
z, y = world(250, stretch=1.5)
cases.append(case("probes_among_scores", np.concatenate([z, PROBES[::3]]), np.concatenate(
    [y, rng.random(len(PROBES[::3])) < expit(PROBES[::3])])))

shifts = []
for training, actual, n in ((0.2, 0.35, 3000), (0.3, 0.1, 500), (0.5, 0.02, 400)):
    won = rng.random(n) < actual
    x = rng.standard_normal(n) + 1.5 * won
    z = logit(training) + 1.5 * x - 1.5 ** 2 / 2
    shifts.append({"trainingRate": training, "logOdds": z.tolist(), "rate": saerens(z, training)})

names = ("numpy", "scipy", "scikit-learn", "statsmodels", "betacal", "venn-abers")
print(json.dumps({
    "versions": {"python": platform.python_version(), **{name: version(name) for name in names}},
    "probes": PROBES.tolist(), "cases": cases, "shifts": shifts}, default=float))
