"""Golden numbers for standard errors, tests and intervals, from statsmodels.

Writes inference.json beside itself:  python3 inference.py
Made with statsmodels 0.15.0, numpy 2.4.6, Python 3.11. The tables are those of logistic_regression.py.

Weights are frequencies (freq_weights). A categorical column leaves out its heaviest level.
"""

import json
import os
import platform

import numpy as np
import statsmodels
import statsmodels.api as sm
from sklearn.datasets import load_breast_cancer

from logistic_regression import mixed_table, table

HERE = os.path.dirname(os.path.abspath(__file__))


def encoded(numeric, categorical, weights):
    columns = []
    for values in numeric:
        missing = np.isnan(values)
        columns.append(np.where(missing, np.average(values[~missing], weights=weights[~missing]), values))
        if missing.any():
            columns.append(missing.astype(float))
    for codes in categorical:
        levels = sorted(set(codes[codes >= 0]))
        reference = max(levels, key=lambda level: weights[codes == level].sum())
        columns += [(codes == level).astype(float) for level in levels if level != reference]
        if (codes < 0).any():
            columns.append((codes < 0).astype(float))
    return np.stack(columns, axis=1)


def case(name, numeric, categorical, level_counts, labels, weights):
    used = np.ones(len(labels)) if weights is None else weights
    design = sm.add_constant(encoded(numeric, categorical, used))
    fit = sm.GLM(labels, design, family=sm.families.Binomial(), freq_weights=used).fit(tol=1e-14, maxiter=200)
    interval = fit.conf_int(alpha=0.1)
    return {
        "name": name,
        "table": table(numeric, categorical, level_counts, labels),
        "weights": None if weights is None else list(weights),
        "estimates": list(fit.params),
        "standardErrors": list(fit.bse),
        "zScores": list(fit.tvalues),
        "pValues": list(fit.pvalues),
        "lower90": list(interval[:, 0]),
        "upper90": list(interval[:, 1]),
        "deviance": fit.deviance,
        "nullDeviance": fit.null_deviance,
    }


def main():
    cancer = load_breast_cancer()
    few = [cancer.data[:, column] for column in (0, 1, 4, 8)]
    numeric, categorical, labels, weights = mixed_table()
    cases = [
        case("breast cancer, four columns", few, [], [], cancer.target, None),
        case("mixed", numeric, categorical, [4, 7], labels, None),
        case("mixed, weighted", numeric, categorical, [4, 7], labels, weights),
    ]
    versions = {"statsmodels": statsmodels.__version__, "numpy": np.__version__, "python": platform.python_version()}
    with open(os.path.join(HERE, "inference.json"), "w") as file:
        json.dump({"madeWith": versions, "cases": cases}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
