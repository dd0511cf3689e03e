"""Golden numbers for logistic regression, from scikit-learn.

Writes logistic_regression.json beside itself:  python3 logistic_regression.py
Made with scikit-learn 1.9.1, numpy 2.4.6, Python 3.11.

Each case is a table, how it is encoded, and scikit-learn's optimum. Design columns are in leadscore's order: feature by
feature, the value then its missing flag; one column for each level met (codes ascending), then missing.
"""

import json
import os
import platform

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

HERE = os.path.dirname(os.path.abspath(__file__))


def encoded(numeric, categorical, weights, standardize):
    columns = []
    for values in numeric:
        missing = np.isnan(values)
        column = values[:, None]
        if standardize:  # StandardScaler disregards NaN
            column = StandardScaler().fit_transform(column, sample_weight=weights)
        column = column[:, 0].copy()
        column[missing] = np.average(column[~missing], weights=weights[~missing])
        columns.append(column)
        if missing.any():
            columns.append(missing.astype(float))
    for codes in categorical:
        columns += [(codes == level).astype(float) for level in sorted(set(codes[codes >= 0]))]
        if (codes < 0).any():
            columns.append((codes < 0).astype(float))
    return np.stack(columns, axis=1)


def case(name, numeric, categorical, labels, weights, standardize, l2):
    used = np.ones(len(labels)) if weights is None else weights
    design = encoded(numeric, categorical, used, standardize)
    model = LogisticRegression(C=1 / l2, solver="newton-cholesky", tol=1e-13, max_iter=1000)
    model.fit(design, labels, sample_weight=weights)
    z = design @ model.coef_[0] + model.intercept_[0]
    p = 1 / (1 + np.exp(-z))
    gradient = design.T @ (used * (p - labels)) + l2 * model.coef_[0]
    assert np.abs(gradient).max() / used.sum() < 1e-9, (name, np.abs(gradient).max() / used.sum())
    return {
        "name": name,
        "standardizes": standardize,
        "l2Regularization": l2,
        "weights": None if weights is None else list(weights),
        "intercept": model.intercept_[0],
        "coefficients": list(model.coef_[0]),
        "logOdds": list(z[:20]),
        "meanLoss": float(np.average(np.logaddexp(0, z) - labels * z, weights=used)),
    }


def mixed_table(rows=400):
    random = np.random.default_rng(7)
    numeric = [random.normal(2, 3, rows), random.exponential(50, rows), random.normal(size=rows) * 1e-3 + 10]
    categorical = [random.integers(0, 4, rows), random.integers(0, 7, rows)]
    z = -0.5 + 0.3 * numeric[0] - 0.01 * numeric[1] + 400 * (numeric[2] - 10) + 0.4 * categorical[0]
    labels = (random.random(rows) < 1 / (1 + np.exp(-z))).astype(int)
    numeric = [np.round(values, 6) for values in numeric]
    numeric[0][random.random(rows) < 0.1] = np.nan
    numeric[1][random.random(rows) < 0.3] = np.nan
    categorical[1][random.random(rows) < 0.15] = -1
    categorical[1][categorical[1] == 3] = 4  # a level that is never met
    return numeric, categorical, labels, np.round(random.uniform(0.1, 4, rows), 3)


def table(numeric, categorical, level_counts, labels):
    return {
        "numeric": [[None if np.isnan(value) else float(value) for value in values] for values in numeric],
        "categorical": [[int(code) for code in codes] for codes in categorical],
        "levelCounts": level_counts,
        "labels": [int(label) for label in labels],
    }


def main():
    cancer = load_breast_cancer()
    cancer_numeric = [cancer.data[:, column] for column in range(cancer.data.shape[1])]
    numeric, categorical, labels, weights = mixed_table()
    sets = [
        {
            "table": table(cancer_numeric, [], [], cancer.target),
            "cases": [
                case(f"breast_cancer l2={l2}", cancer_numeric, [], cancer.target, None, True, l2)
                for l2 in (0.01, 1.0, 100.0)
            ]
            + [case("breast_cancer plain", cancer_numeric, [], cancer.target, None, False, 1.0)],
        },
        {
            "table": table(numeric, categorical, [4, 7], labels),
            "cases": [
                case(f"mixed {kind} {'standardised' if standardize else 'plain'}", numeric, categorical, labels, w,
                     standardize, l2)
                for kind, w, l2 in (("unweighted", None, 1.0), ("weighted", weights, 0.3))
                for standardize in (True, False)
            ],
        },
    ]
    made_with = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "python": platform.python_version()}
    with open(os.path.join(HERE, "logistic_regression.json"), "w") as file:
        json.dump({"madeWith": made_with, "sets": sets}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
