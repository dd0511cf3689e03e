"""Makes the rows every program in this folder is measured on.

    python3 make_boosting_data.py OUT [ROWS]

`numeric`: ROWS x 28 numbers, 8 % missing, a planted signal whose best AUC is about 0.77; 200,000 more rows to score.
`mixed`:   the same with six columns replaced by categories of 5 to 200 levels.

Files: NAME.json (rows, columns, levels by column, 0 for numeric), NAME.f64 (column after column, doubles; codes as
doubles, missing as NaN), NAME.y (bytes).
"""

import json
import pathlib
import sys

import numpy as np


def planted(rng, rows, columns=28):
    x = rng.standard_normal((columns, rows))
    x[4:8] = np.exp(x[4:8])
    x[8:12] = np.floor(np.abs(x[8:12]) * 4)
    z = 0.6 * x[0] - 0.4 * x[1] + 0.5 * np.sin(2 * x[2]) + 0.3 * x[0] * x[3] + 0.15 * np.log1p(x[4])
    z += 0.1 * x[8] - 0.4 * (x[12] > 0.5) * (x[13] > 0) + 0.15 * x[14] ** 2 + 0.1 * x[15] - 0.1 * x[16]
    return x, z


def write(folder, name, x, y, levels):
    x.astype("<f8").tofile(folder / f"{name}.f64")
    y.astype(np.uint8).tofile(folder / f"{name}.y")
    meta = {"rows": int(x.shape[1]), "columns": int(x.shape[0]), "levels": levels}
    (folder / f"{name}.json").write_text(json.dumps(meta))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    for mixed in (False, True):
        rng = np.random.default_rng(7)
        x, z = planted(rng, rows + 200_000)
        levels = [0] * len(x)
        if mixed:
            for column, count in zip(range(20, 26), (5, 10, 25, 50, 100, 200)):
                codes = np.minimum((count * rng.random(x.shape[1]) ** 2).astype(int), count - 1)
                z = z + rng.normal(0, 0.25, count)[codes]
                x[column], levels[column] = codes, count
        y = rng.random(len(z)) < 1 / (1 + np.exp(-(z - 1.6)))
        x[rng.random(x.shape) < 0.08] = np.nan
        name = "mixed" if mixed else "numeric"
        write(folder, f"{name}-train", x[:, :rows], y[:rows], levels)
        write(folder, f"{name}-test", x[:, rows:], y[rows:], levels)


main()
