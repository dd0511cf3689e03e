"""Training as a whole process, from a CSV file to a saved model: leadscore against pandas and LightGBM.

    python3 whole_process_train.py LEADS.csv --label COLUMN [--id COLUMN] [--exclude COLUMN,...]

Both sides start a process, read the file, hold out 20 % at random, fit the same number of trees of the same size at the
same rate on two threads, print ROC AUC and log loss of the held-out leads, and save the model. leadscore does more in
its time: it looks for leaks, works out intervals, and fits a second time, on all leads. Each side draws its own 20 %, so
the AUCs differ by chance as well; leaks that leadscore leaves out are taken from the peer too.
"""

import json
import pathlib
import sys
import tempfile

import side_by_side


def peer(arguments):
    """What a person writes in Python for the same job."""
    import lightgbm
    import numpy as np
    import pandas as pd

    frame = pd.read_csv(arguments["leads"], sep=None if arguments["sniff"] else ",", engine=arguments["engine"])
    words = frame[arguments["label"]].astype(str).str.strip().str.lower()
    won = words.isin(["1", "yes", "true", "won"]).to_numpy()
    features = frame.drop(columns=[arguments["label"], *arguments["without"]])
    for name in features.columns:
        if not pd.api.types.is_numeric_dtype(features[name]):
            features[name] = features[name].astype("category")
    order = np.random.default_rng(0).permutation(len(frame))
    held_out, rest = order[: len(frame) // 5], order[len(frame) // 5:]
    settings = dict(
        objective="binary", num_leaves=arguments["leaves"], learning_rate=arguments["rate"], verbose=-1,
        num_threads=arguments["threads"])
    model = lightgbm.train(
        settings, lightgbm.Dataset(features.iloc[rest], won[rest].astype(int)), arguments["trees"])
    probability = model.predict(features.iloc[held_out], num_threads=arguments["threads"])
    outcome = won[held_out]
    ranks = pd.Series(probability).rank().to_numpy()
    positives = outcome.sum()
    auc = (ranks[outcome].sum() - positives * (positives + 1) / 2) / (positives * (len(outcome) - positives))
    loss = -np.log(np.where(outcome, probability, 1 - probability)).mean()
    model.save_model(arguments["model"])
    print(json.dumps({"roc_auc": auc, "log_loss": loss, "version": lightgbm.__version__}))


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--peer":
        return peer(json.loads(sys.argv[2]))
    parser = side_by_side.options(__doc__)
    parser.add_argument("leads")
    parser.add_argument("--label", required=True)
    parser.add_argument("--id")
    parser.add_argument("--exclude", default="", help="columns that neither side may use")
    parser.add_argument("--trees", type=int, default=100)
    parser.add_argument("--leaves", type=int, default=31)
    parser.add_argument("--rate", type=float, default=0.1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        ours = [chosen.tool, "train", chosen.leads, "--label", chosen.label, "--model", "boosted", "--split", "random",
                "--trees", chosen.trees, "--leaves", chosen.leaves, "--learning-rate", chosen.rate, "--threads",
                chosen.threads, "--json", "-o", folder / "ours.model"]
        if chosen.id:
            ours += ["--id", chosen.id]
        if chosen.exclude:
            ours += ["--exclude", chosen.exclude]
        first = json.loads(side_by_side.run(ours, folder)["output"])
        without = sorted({column["column"] for column in first["excluded"]} | {first["id_column"]} - {None})
        with open(chosen.leads, encoding="utf-8", errors="replace") as file:
            sniff = file.readline().count(";") > 0
        theirs = [sys.executable, __file__, "--peer", json.dumps({
            "leads": chosen.leads, "label": chosen.label, "without": without, "trees": chosen.trees,
            "leaves": chosen.leaves, "rate": chosen.rate, "threads": chosen.threads, "sniff": sniff,
            "engine": "python" if sniff else "c", "model": str(folder / "theirs.txt")})]
        results = side_by_side.alternate(ours, theirs, folder, chosen.pairs)
        peer_says = json.loads(results[-1][1]["output"])
        print(f"train {chosen.leads}: {first['rows_in']} rows, {chosen.trees} trees of {chosen.leaves} leaves,"
              f" {chosen.threads} threads ({side_by_side.machine()})")
        side_by_side.report(results, f"pandas + LightGBM {peer_says['version']}")
        metrics = json.loads(results[-1][0]["output"])["holdout"]["metrics"]
        print("  ROC AUC {:.4f} and {:.4f}, log loss {:.4f} and {:.4f}".format(
            metrics["roc_auc"]["value"], peer_says["roc_auc"], metrics["log_loss"]["value"], peer_says["log_loss"]))


main()
