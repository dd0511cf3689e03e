"""Golden numbers for likelihood-ratio tests, profile intervals, variance inflation and Firth's estimates.

Writes likelihood_inference.json beside itself:  python3 likelihood_inference.py
Made with R 4.2.2 (Debian 12): glm, uniroot; brglm2 0.9 for Firth's estimates (AS_mean, which is Firth's penalty for the logit);
numpy 2.4.6 and scipy 1.17.1 for the profiles of Firth's likelihood. The tables are those of logistic_regression.py and a small
made-up one whose outcomes a level separates.

Profiles are exact: the root of the deviance as a function of the coefficient held by an offset, not R's spline through it.
"""

import json
import os
import subprocess
import tempfile

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2

from inference import encoded
from logistic_regression import mixed_table, table

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = """
suppressMessages(library(brglm2))
a <- commandArgs(TRUE)
x <- as.matrix(read.csv(a[1], header = FALSE)); colnames(x) <- NULL
y <- scan(a[2], quiet = TRUE); w <- scan(a[3], quiet = TRUE); g <- scan(a[4], quiet = TRUE); level <- 0.9
strict <- list(epsilon = 1e-14, maxit = 200)
X <- cbind(1, x)
fit <- suppressWarnings(glm.fit(X, y, weights = w, family = binomial(), control = strict))
V <- chol2inv(fit$qr$qr[seq_len(ncol(X)), seq_len(ncol(X)), drop = FALSE])[order(fit$qr$pivot), order(fit$qr$pivot)]
groups <- unique(g)
lrt <- sapply(groups, function(k) suppressWarnings(
    glm.fit(cbind(1, x[, g != k, drop = FALSE]), y, weights = w, family = binomial(), control = strict))$deviance - fit$deviance)
R <- cov2cor(V[-1, -1])
gvif <- sapply(groups, function(k) det(R[g == k, g == k, drop = FALSE]) * det(R[g != k, g != k, drop = FALSE]) / det(R))
held <- function(j, t) suppressWarnings(glm.fit(X[, -j, drop = FALSE], y, weights = w, offset = X[, j] * t,
    family = binomial(), control = strict))$deviance - fit$deviance - qchisq(level, 1)
bound <- function(j, side) {
    se <- sqrt(V[j, j]); e <- fit$coefficients[j]
    near <- e + side * 0.3 * se; far <- e + side * 6 * se
    uniroot(function(t) held(j, t), sort(c(near, far)), tol = 1e-12)$root
}
separated <- a[5] == "separated"
low <- if (separated) NULL else sapply(seq_len(ncol(X)), bound, side = -1)
high <- if (separated) NULL else sapply(seq_len(ncol(X)), bound, side = 1)
firth <- brglmFit(X, y, weights = w, family = binomial(), control = list(epsilon = 1e-12, maxit = 10000, type = "AS_mean"))
p <- firth$fitted.values
firthErrors <- sqrt(diag(solve(t(X) %*% (X * (w * p * (1 - p))))))
show <- function(name, v) cat(name, format(v, digits = 17), "\\n")
show("lrt", lrt); show("gvif", gvif); show("low", low); show("high", high)
show("firth", firth$coefficients); show("firthErrors", firthErrors)
cat("versions", R.version.string, "brglm2", as.character(packageVersion("brglm2")), "\\n")
"""


def in_r(x, y, weights, groups, separated):
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, name) for name in ("x", "y", "w", "g", "script.R")]
        np.savetxt(names[0], x, delimiter=",", fmt="%.17g")
        for name, values in zip(names[1:], (y, weights, groups)):
            np.savetxt(name, values, fmt="%.17g")
        with open(names[4], "w") as file:
            file.write(SCRIPT)
        done = subprocess.run(
            ["Rscript", names[4], *names[:4], "separated" if separated else "plain"], check=True, capture_output=True,
            text=True)
    lines = dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
    return lines.pop("versions"), {name: [float(v) for v in values.replace("NULL", "").split()] for name, values in lines.items()}


def firth_profile(x, y, weights, estimates, level):
    """Bounds of every parameter, by Fisher scoring over the others with the information of all."""
    design = np.column_stack([np.ones(len(y)), x])

    def parts(beta):
        z = design @ beta
        p = 1 / (1 + np.exp(-z))
        v = weights * p * (1 - p)
        information = design.T @ (design * v[:, None])
        hat = np.sum(design @ np.linalg.inv(information) * design, axis=1) * p * (1 - p)
        value = -np.sum(weights * (np.logaddexp(0, z) - y * z)) + np.linalg.slogdet(information)[1] / 2
        return value, design.T @ (weights * (y - p + hat * (0.5 - p))), information

    def best(j, t, start):
        others = [k for k in range(len(start)) if k != j]
        beta = start + covariance[:, j] / covariance[j, j] * (t - start[j])
        for _ in range(60):
            value, score, information = parts(beta)
            step = np.linalg.solve(information[np.ix_(others, others)], score[others])
            length = 1.0
            while True:
                trial = beta.copy()
                trial[others] += length * step
                if parts(trial)[0] >= value - 1e-13 * abs(value) or length < 1e-3:
                    break
                length /= 2
            beta = trial
            if np.abs(step).max() < 1e-9:
                break
        return parts(beta)[0]

    top = parts(estimates)[0]
    covariance = np.linalg.inv(parts(estimates)[2])
    errors = np.sqrt(np.diag(covariance))
    bounds = []
    for side in (-1, 1):
        found = []
        for j in range(len(estimates)):
            gap = lambda d, j=j: 2 * (top - best(j, estimates[j] + side * d * errors[j], estimates)) - chi2.ppf(level, 1)
            far = 1.8
            while gap(far) < 0:
                far *= 1.3
            found.append(estimates[j] + side * brentq(gap, 0.2, far, xtol=1e-9) * errors[j])
        bounds.append(found)
    return bounds


def groups_of(numeric, categorical, weights):
    groups = []
    for index, values in enumerate(numeric):
        groups += [index] * (2 if np.isnan(values).any() else 1)
    for index, codes in enumerate(categorical):
        groups += [len(numeric) + index] * (len(set(codes[codes >= 0])) - 1 + int((codes < 0).any()))
    return groups


def case(name, numeric, categorical, level_counts, labels, weights, separated=False):
    used = np.ones(len(labels)) if weights is None else weights
    design = encoded(numeric, categorical, used)
    versions, found = in_r(design, labels, used, groups_of(numeric, categorical, used), separated)
    low, high = firth_profile(design, np.asarray(labels, float), used, np.array(found["firth"]), 0.9)
    return versions, {
        "name": name,
        "table": table(numeric, categorical, level_counts, labels),
        "weights": None if weights is None else list(weights),
        "isSeparated": separated,
        **found,
        "firthLow": list(low),
        "firthHigh": list(high),
    }


def separated_table():
    rng = np.random.default_rng(3)
    number = rng.normal(size=60).round(2)
    codes = rng.integers(0, 3, 60)
    labels = (rng.random(60) < 1 / (1 + np.exp(-number))).astype(int)
    labels[codes == 1] = 1
    return [number], [codes], labels


def main():
    numeric, categorical, labels, weights = mixed_table()
    small_numeric, small_categorical, small_labels = separated_table()
    cases = [
        case("mixed", numeric, categorical, [4, 7], labels, None),
        case("mixed, weighted", numeric, categorical, [4, 7], labels, weights),
        case("separated", small_numeric, small_categorical, [3], small_labels, None, separated=True),
    ]
    with open(os.path.join(HERE, "likelihood_inference.json"), "w") as file:
        json.dump({"madeWith": cases[0][0], "cases": [case for _, case in cases]}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
