"""Golden numbers of Evaluation/Paired and OddsRatio, from SciPy, statsmodels and R.

    python3 make_paired_golden.py > paired.json

The versions used are written into the file. Nothing here shares code with the Swift sources.
"""
import json
import platform
import subprocess

import numpy as np
import scipy
import statsmodels
from scipy.stats import beta, binom, kendalltau, spearmanr
from statsmodels.stats.contingency_tables import Table2x2, mcnemar


def mid_p(b, c):
    """Fagerland, Lydersen and Laake (2013)."""
    mass = binom.pmf(min(b, c), b + c, 0.5)
    return 1 - mass / 2 if b == c else 2 * binom.cdf(min(b, c), b + c, 0.5) - mass


def r_kendall(x, y):
    code = "x <- c(%s); y <- c(%s); cat(sprintf('%%.17g', cor(x, y, method='kendall')))" % (
        ",".join(map(repr, x)), ",".join(map(repr, y)))
    return float(subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True).stdout)


rng = np.random.default_rng(3)
mcnemar_cases = []
for b, c in [(0, 1), (1, 1), (3, 12), (25, 25), (40, 61), (7, 0), (480, 401), (12345, 12001)]:
    exact = mcnemar([[5, b], [c, 5]], exact=True).pvalue
    mcnemar_cases.append({"first": b, "second": c, "exact": float(exact), "mid": float(mid_p(b, c))})

correlations = []
for n, dx, dy in [(12, None, None), (40, 1, 0), (120, 0, 0), (25, 0, None)]:
    x = rng.normal(size=n)
    y = 0.5 * x + rng.normal(size=n)
    x = x if dx is None else np.round(x, dx)
    y = y if dy is None else np.round(y, dy)
    x, y = x.tolist(), y.tolist()
    tau = float(kendalltau(x, y).statistic)
    assert abs(tau - r_kendall(x, y)) < 1e-12
    correlations.append({"x": x, "y": y, "spearman": float(spearmanr(x, y).statistic), "kendall": tau})

limits = [
    {"successes": k, "trials": n, "confidence": level, "upper": float(beta.ppf(level, k + 1, n - k))}
    for k, n, level in [(0, 59, 0.95), (0, 10, 0.95), (3, 300, 0.95), (50, 100, 0.9), (99, 100, 0.95), (20, 5000, 0.95)]]

cumulative = [
    {"k": k, "n": n, "p": p, "value": float(binom.cdf(k, n, p))}
    for k, n, p in [(0, 5, 0.3), (3, 10, 0.5), (480, 881, 0.5), (40, 1000, 0.05), (9, 10, 0.99), (5000, 10000, 0.5)]]

odds = []
for a, b, c, d in [(30, 10, 20, 40), (5, 95, 50, 850), (1, 2, 3, 4)]:
    table = Table2x2([[a, b], [c, d]])
    low, high = table.oddsratio_confint()
    odds.append({"counts": [a, b, c, d], "ratio": float(table.oddsratio), "low": float(low), "high": float(high),
                 "p": float(table.oddsratio_pvalue())})
# An empty cell: 1/2 is added to each.
table = Table2x2(np.array([[8, 0], [20, 40]]) + 0.5)
low, high = table.oddsratio_confint()
odds.append({"counts": [8, 0, 20, 40], "ratio": float(table.oddsratio), "low": float(low), "high": float(high),
             "p": float(table.oddsratio_pvalue())})

version = subprocess.run(["Rscript", "-e", "cat(R.version$version.string)"], capture_output=True, text=True).stdout
json.dump({
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
                 "statsmodels": statsmodels.__version__, "R": version},
    "mcnemar": mcnemar_cases, "correlations": correlations, "upperLimits": limits, "cumulative": cumulative,
    "oddsRatios": odds}, __import__("sys").stdout, indent=1)
