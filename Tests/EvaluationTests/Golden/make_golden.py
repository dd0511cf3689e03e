"""Golden numbers of the Evaluation room, from scikit-learn, SciPy and a direct O(m n) DeLong.

    python3 make_golden.py > evaluation.json

The versions used are written into the file. Nothing here shares code with the Swift sources.
"""
import json
import platform

import numpy as np
import scipy
import sklearn
from scipy.special import expit
from scipy.stats import binomtest, ks_2samp, norm
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    average_precision_score, brier_score_loss, confusion_matrix, f1_score, log_loss, matthews_corrcoef,
    precision_recall_curve, precision_score, recall_score, roc_auc_score, roc_curve)


def kernel(won, lost):
    difference = won[:, None] - lost[None, :]
    return (difference > 0) + 0.5 * (difference == 0)


def delong(y, *scores):
    """Areas and covariance matrix straight from the definition of DeLong et al. (1988)."""
    v10, v01 = [], []
    for s in scores:
        psi = kernel(s[y], s[~y])
        v10.append(psi.mean(axis=1))
        v01.append(psi.mean(axis=0))
    areas = np.array([v.mean() for v in v10])
    covariance = np.cov(np.array(v10)) / y.sum() + np.cov(np.array(v01)) / (~y).sum()
    return areas, np.atleast_2d(covariance)


def top_share(y, s, fraction):
    """Expected share of won rows in the top fraction under a random order of ties."""
    cut, taken, won = fraction * len(y), 0.0, 0.0
    for value in np.unique(s)[::-1]:
        here = s == value
        share = min(1.0, (cut - taken) / here.sum())
        taken += share * here.sum()
        won += share * y[here].sum()
        if share < 1:
            break
    return won / y.sum()


def case(name, p, y, w=None, z=None, other=None, ece=True):
    w_ = np.ones(len(y)) if w is None else w
    numbers = {
        "roc_auc": roc_auc_score(y, p, sample_weight=w),
        "average_precision": average_precision_score(y, p, sample_weight=w),
        "log_loss": log_loss(y, p, sample_weight=w),
        "brier": brier_score_loss(y, p, sample_weight=w),
    }
    out = {"name": name, "labels": y.tolist(), "metrics": numbers}
    if z is None:
        out["probabilities"] = p.tolist()
    else:
        out["logOdds"] = z.tolist()
        numbers["log_loss"] = float(np.mean(np.logaddexp(0, np.where(y, -z, z))))
    if w is not None:
        out["weights"] = w.tolist()
    else:
        numbers["ks"] = ks_2samp(p[y], p[~y]).statistic
        for percent in (5, 10, 20):
            numbers[f"capture_at_{percent}"] = top_share(y, p, percent / 100)
            numbers[f"lift_at_{percent}"] = top_share(y, p, percent / 100) / (percent / 100)
        areas, covariance = delong(y, p)
        out["delongStandardError"] = float(np.sqrt(covariance[0, 0]))
        clipped = np.clip(p, np.finfo(float).eps, 1 - np.finfo(float).eps)
        losses = -np.where(y, np.log(clipped), np.log1p(-clipped))
        out["logLossStandardError"] = float(losses.std(ddof=1) / np.sqrt(len(y)))
        out["brierStandardError"] = float(((p - y) ** 2).std(ddof=1) / np.sqrt(len(y)))
        # The quantile bins of scikit-learn agree with ours where no two scores are equal and bins divide the rows.
        if ece:
            rate, mean = calibration_curve(y, p, n_bins=10, strategy="quantile")
            numbers["ece"] = float(np.mean(np.abs(rate - mean)))
            out["reliability"] = {"rate": rate.tolist(), "mean": mean.tolist()}
    called = p >= 0.5
    tn, fp, fn, tp = confusion_matrix(y, called, sample_weight=w).ravel()
    out["confusion"] = {
        "tp": tp, "fp": fp, "tn": tn, "fn": fn, "precision": precision_score(y, called, sample_weight=w),
        "recall": recall_score(y, called, sample_weight=w), "f1": f1_score(y, called, sample_weight=w),
        "mcc": matthews_corrcoef(y, called, sample_weight=w)}
    fpr, tpr, _ = roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    precision, recall, thresholds = precision_recall_curve(y, p, sample_weight=w, drop_intermediate=False)
    out["roc"] = {"falsePositiveRate": fpr.tolist(), "truePositiveRate": tpr.tolist()}
    out["precisionRecall"] = {
        "precision": precision[:-1][::-1].tolist(), "recall": recall[:-1][::-1].tolist()}
    if other is not None:
        areas, covariance = delong(y, p, other)
        error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
        difference = areas[0] - areas[1]
        out["paired"] = {
            "other": other.tolist(), "difference": difference, "standardError": error,
            "pValue": 2 * norm.sf(abs(difference) / error)}
    return out


rng = np.random.default_rng(20260101)


def world(n, intercept, slope):
    z = np.round(intercept + slope * rng.standard_normal(n), 12)
    return z, rng.random(n) < expit(z)


cases = []
z, y = world(1000, -1.5, 1.3)
cases.append(case("continuous", expit(z), y, other=expit(z + rng.standard_normal(1000))))
z, y = world(300, -0.5, 1.5)
cases.append(case("log_odds", expit(z), y, z=z, ece=False))
z, y = world(400, -1, 1.2)
cases.append(case("ties", np.round(expit(z), 1), y, other=np.round(expit(z + rng.standard_normal(400)), 1), ece=False))
z, y = world(300, -1, 1.2)
cases.append(case("weights", np.round(expit(z), 2), y, w=np.round(rng.gamma(1, 1, 300), 3)))
z, y = world(60, -2, 1)
cases.append(case("few", expit(z), y, other=expit(-z), ece=False))

wilson = []
for k, n, confidence in ((0, 10, 0.95), (10, 10, 0.95), (1, 3, 0.9), (37, 412, 0.95), (500, 1000, 0.99)):
    interval = binomtest(k, n).proportion_ci(confidence_level=confidence, method="wilson")
    wilson.append({"successes": k, "trials": n, "confidence": confidence, "low": interval.low, "high": interval.high})

quantiles = [
    {"confidence": c, "z": norm.ppf(0.5 + c / 2)} for c in (1e-6, 0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.999999)]

print(json.dumps({
    "versions": {
        "python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__},
    "cases": cases, "wilson": wilson, "normalQuantiles": quantiles}, default=float))
