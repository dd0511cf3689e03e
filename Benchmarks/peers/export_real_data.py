"""Writes real tables from ../../../shared/data in the format of make_boosting_data.py, leaks left out, split at random 80/20.

    python3 export_real_data.py OUT [SEED]

Makes x-education, bank-additional, bank-full, online-shoppers (with and without PageValues) and olist, and prints which
tables it could not find.
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd

SHARED = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "data"
LEAKS = ["Tags", "Lead Quality", "Lead Profile", "Asymmetrique Activity Index", "Asymmetrique Profile Index",
         "Asymmetrique Activity Score", "Asymmetrique Profile Score"]
TABLES = {
    "x-education": ("x-education/leads.csv", ",", "Converted", 1, ["Prospect ID", "Lead Number", *LEAKS]),
    "bank-additional": ("bank-marketing/bank-additional-full.csv", ";", "y", "yes", ["duration"]),
    "bank-full": ("bank-marketing/bank-full.csv", ";", "y", "yes", ["duration"]),
    "online-shoppers": ("online-shoppers/sessions.csv", ",", "Revenue", True, []),
    "online-shoppers-no-page-values": ("online-shoppers/sessions.csv", ",", "Revenue", True, ["PageValues"]),
}


def encode(table):
    columns, levels = [], []
    for name in table.columns:
        column = table[name]
        if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            columns.append(column.to_numpy(float))
            levels.append(0)
        else:
            codes, values = pd.factorize(column.astype("string"), sort=True)
            columns.append(np.where(codes < 0, np.nan, codes).astype(float))
            levels.append(len(values))
    return np.array(columns), levels


def write(folder, name, x, y, levels):
    x.astype("<f8").tofile(folder / f"{name}.f64")
    y.astype(np.uint8).tofile(folder / f"{name}.y")
    (folder / f"{name}.json").write_text(
        json.dumps({"rows": int(x.shape[1]), "columns": int(x.shape[0]), "levels": levels}))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    shared = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else SHARED
    for name, (path, separator, label, positive, dropped) in TABLES.items():
        if not (shared / path).exists():
            print(f"{name}: not found, left out", file=sys.stderr)
            continue
        table = pd.read_csv(shared / path, sep=separator)
        y = (table[label] == positive).to_numpy()
        x, levels = encode(table.drop(columns=[label, *dropped]))
        test = np.random.default_rng(seed).random(len(y)) < 0.2
        write(folder, f"{name}-train", x[:, ~test], y[~test], levels)
        write(folder, f"{name}-test", x[:, test], y[test], levels)


if __name__ == "__main__":
    main()
