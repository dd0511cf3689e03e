"""Scoring as a whole process, from CSV to CSV: leadscore against pandas and LightGBM.

    python3 whole_process_score.py [--rows 200000] [--reasons 5 --threads 1]

Makes a file of ROWS leads with 28 numbers each, 8 % missing, once, and trains both sides on the first 20,000 of them,
100 trees of 31 leaves. Then, in turn: load the model, read the file, predict on two threads, write id and probability.
leadscore writes score, grade and percentile as well. With reasons both sides write so many of the fields that move each score
most, by exact TreeSHAP: leadscore in words, LightGBM (`pred_contrib`) their names.
"""

import json
import pathlib
import sys
import tempfile

import side_by_side


def make(folder, rows):
    """`past.csv` with the outcome `won`, `leads.csv` without."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(7)
    x = rng.standard_normal((rows, 28))
    z = 0.6 * x[:, 0] - 0.4 * x[:, 1] + 0.5 * np.sin(2 * x[:, 2]) + 0.3 * x[:, 0] * x[:, 3] + 0.15 * x[:, 14] ** 2
    won = rng.random(rows) < 1 / (1 + np.exp(-(z - 1.6)))
    x[rng.random(x.shape) < 0.08] = np.nan
    frame = pd.DataFrame(x.round(4), columns=[f"f{number}" for number in range(28)])
    frame.insert(0, "id", np.arange(rows) + 1_000_000)
    frame.to_csv(folder / "leads.csv", index=False)
    frame.assign(won=won.astype(int)).head(20_000).to_csv(folder / "past.csv", index=False)


def train(folder, threads):
    import lightgbm
    import pandas as pd

    frame = pd.read_csv(folder / "past.csv")
    settings = dict(objective="binary", num_leaves=31, learning_rate=0.1, verbose=-1, num_threads=threads)
    data = lightgbm.Dataset(frame.drop(columns=["id", "won"]), frame["won"])
    lightgbm.train(settings, data, 100).save_model(folder / "theirs.txt")
    print(lightgbm.__version__)


def score(folder, threads):
    """What a person writes in Python for the same job."""
    import lightgbm
    import pandas as pd

    model = lightgbm.Booster(model_file=folder / "theirs.txt")
    frame = pd.read_csv(folder / "leads.csv")
    probability = model.predict(frame.drop(columns="id"), num_threads=threads)
    pd.DataFrame({"id": frame["id"], "probability": probability}).to_csv(folder / "theirs.csv", index=False)


def explain(folder, threads, reasons):
    """The same with the names of the strongest fields."""
    import lightgbm
    import numpy as np
    import pandas as pd

    model = lightgbm.Booster(model_file=folder / "theirs.txt")
    frame = pd.read_csv(folder / "leads.csv")
    contributions = model.predict(frame.drop(columns="id"), pred_contrib=True, num_threads=threads)
    strongest = np.argsort(-np.abs(contributions[:, :-1]), axis=1)[:, :reasons]
    written = pd.DataFrame({"id": frame["id"], "probability": 1 / (1 + np.exp(-contributions.sum(axis=1)))})
    names = frame.columns[1:].to_numpy()
    for place in range(reasons):
        written[f"reason_{place + 1}"] = names[strongest[:, place]]
    written.to_csv(folder / "theirs.csv", index=False)


def agreement(folder):
    """The rank correlation of the two sides' probabilities: two fits of the same leads should agree."""
    import pandas as pd

    ours, theirs = pd.read_csv(folder / "ours.csv"), pd.read_csv(folder / "theirs.csv")
    if not ours["id"].equals(theirs["id"]):
        sys.exit("the two sides wrote other leads, or in another order")
    print(json.dumps({"rows": len(ours), "correlation": ours["probability"].corr(theirs["probability"], "spearman")}))


def main():
    if len(sys.argv) == 5 and sys.argv[1] == "explain":
        explain(pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
        return
    if len(sys.argv) == 4 and sys.argv[1] in ("make", "train", "score", "agreement"):
        folder = pathlib.Path(sys.argv[2])
        {"make": lambda: make(folder, int(sys.argv[3])), "train": lambda: train(folder, int(sys.argv[3])),
         "score": lambda: score(folder, int(sys.argv[3])), "agreement": lambda: agreement(folder)}[sys.argv[1]]()
        return
    parser = side_by_side.options(__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--reasons", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)

        def python(step, number):
            return [sys.executable, __file__, step, folder, number]

        side_by_side.run(python("make", chosen.rows), folder)
        side_by_side.run(
            [chosen.tool, "train", folder / "past.csv", "--label", "won", "--id", "id", "--model", "boosted", "--trees",
             "100", "--leaves", "31", "--learning-rate", "0.1", "--split", "random", "-q", "-o", folder / "ours.model"],
            folder)
        version = side_by_side.run(python("train", chosen.threads), folder)["output"].strip()
        ours = [chosen.tool, "score", folder / "ours.model", folder / "leads.csv", "-o", folder / "ours.csv", "-q",
                "--threads", chosen.threads, "--reasons", chosen.reasons]
        theirs = python("score", chosen.threads)
        if chosen.reasons:
            theirs = [*python("explain", chosen.threads), chosen.reasons]
        results = side_by_side.alternate(ours, theirs, folder, chosen.pairs)
        size = (folder / "leads.csv").stat().st_size / 1e6
        print(f"score {chosen.rows} leads of 28 numbers, {size:.0f} MB, CSV to CSV, {chosen.reasons} reasons, {chosen.threads} threads"
              f" ({side_by_side.machine()})")
        cpu = sorted(ours["cpu"] for ours, _ in results)[len(results) // 2]
        print(f"  leadscore: {chosen.rows / cpu:,.0f} leads a second of processor time")
        side_by_side.report(results, f"pandas + LightGBM {version}")
        both = json.loads(side_by_side.run(python("agreement", 0), folder)["output"])
        print(f"  both wrote {both['rows']} leads; rank correlation of the probabilities {both['correlation']:.3f}")


main()
