"""Golden numbers for the elastic-net path, from R's glmnet.

Writes elastic_net.json beside itself:  python3 elastic_net.py
Made with glmnet 4.1-6, R 4.2.2 (Debian 12), numpy 2.4.6. The tables are those of logistic_regression.py.

glmnet's columns are leadscore's design columns: standardised numbers, missing ones at the mean of the others; one column for
each level met. glmnet standardises them (again) and gives back coefficients of the columns as they came.
"""

import json
import os
import subprocess
import tempfile

import numpy as np
from sklearn.datasets import load_breast_cancer

from logistic_regression import encoded, mixed_table, table

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = """
suppressMessages(library(glmnet))
arguments <- commandArgs(TRUE)
x <- as.matrix(read.csv(arguments[1], header = FALSE))
y <- scan(arguments[2], quiet = TRUE)
w <- scan(arguments[3], quiet = TRUE)
lambda <- if (arguments[5] == "own") NULL else scan(arguments[5], quiet = TRUE)
fit <- glmnet(x, y, weights = w, family = "binomial", alpha = as.numeric(arguments[4]), thresh = 1e-22, maxit = 1e8,
              lambda = lambda)
write.table(format(rbind(fit$lambda, fit$dev.ratio, as.matrix(coef(fit))), digits = 17), arguments[6],
            row.names = FALSE, col.names = FALSE, quote = FALSE)
cat(as.character(packageVersion("glmnet")), "with R", paste(R.version$major, R.version$minor, sep = "."))
"""


def glmnet(x, y, weights, alpha, penalties):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("x", "y", "w", "lambda", "out", "script.R")]
        np.savetxt(paths[0], x, delimiter=",", fmt="%.17g")
        np.savetxt(paths[1], y, fmt="%d")
        np.savetxt(paths[2], weights, fmt="%.17g")
        np.savetxt(paths[3], penalties if penalties is not None else [], fmt="%.17g")
        with open(paths[5], "w") as file:
            file.write(SCRIPT)
        choice = "own" if penalties is None else paths[3]
        version = subprocess.run(
            ["Rscript", paths[5], paths[0], paths[1], paths[2], str(alpha), choice, paths[4]], check=True,
            capture_output=True, text=True).stdout
        return version, np.loadtxt(paths[4])


def case(name, numeric, categorical, level_counts, labels, weights, alpha, penalties, picked):
    used = np.ones(len(labels)) if weights is None else weights
    design = encoded(numeric, categorical, used, True)
    version, result = glmnet(design, labels, used, alpha, penalties)
    picked = [index for index in picked if index < result.shape[1]]
    return version, {
        "name": name,
        "table": table(numeric, categorical, level_counts, labels),
        "weights": None if weights is None else list(weights),
        "l1Ratio": alpha,
        "ownPenalties": penalties is None,
        "penalties": list(result[0]),
        "devianceRatios": list(result[1]),
        "picked": picked,
        "intercepts": list(result[2, picked]),
        "coefficients": [list(result[3:, index]) for index in picked],
    }


def main():
    cancer = load_breast_cancer()
    ten = [cancer.data[:, column] for column in range(10)]
    numeric, categorical, labels, weights = mixed_table()
    fixed = 0.2 * 0.85 ** np.arange(40)
    every = list(range(0, 100, 7))
    cases = [
        case("breast cancer, lasso", ten, [], [], cancer.target, None, 1.0, None, every),
        case("breast cancer, half", ten, [], [], cancer.target, None, 0.5, fixed, every),
        case("mixed, lasso", numeric, categorical, [4, 7], labels, None, 1.0, None, every),
        case("mixed, half", numeric, categorical, [4, 7], labels, None, 0.5, None, every),
        case("mixed, weighted, lasso", numeric, categorical, [4, 7], labels, weights, 1.0, fixed, every),
        case("mixed, weighted, ridge", numeric, categorical, [4, 7], labels, weights, 0.0, fixed, every),
    ]
    with open(os.path.join(HERE, "elastic_net.json"), "w") as file:
        json.dump({"madeWith": cases[0][0], "cases": [case for _, case in cases]}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
