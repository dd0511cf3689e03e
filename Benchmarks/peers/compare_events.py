"""Sixty features of a million leads from ten million events, from CSV to a matrix in memory, whole processes: leadscore
against DuckDB and Polars on the same threads.

    python3 make_event_data.py DATA [LEADS] [EVENTS]
    python3 compare_events.py DATA --tool ../.build/release/event-bench [--rounds 5] [--threads 2] [--values]

DuckDB runs the query that leadscore writes (`event-bench sql duckdb`) over `read_csv` with given types; Polars runs the
same aggregates as its documentation would write them. Programs alternate; of each the median, the lowest and highest time,
the processor time and the highest resident memory are printed, and the sum and the number of missing values of every
column are compared to 1e-9. With --values every single value is compared (for data of a few thousand leads).
"""

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

TYPES = ["open", "visit", "click", "form", "pricing", "call", "meeting", "unsubscribe"]
DAY = 86_400.0


def duckdb_peer(data, threads, query, matrix):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}; SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
    connection.execute(
        f"CREATE TABLE leads AS SELECT * FROM read_csv('{data}/leads.csv', header = true, "
        "columns = {'lead_id': 'VARCHAR', 'as_of': 'TIMESTAMPTZ'})")
    connection.execute(
        f"CREATE TABLE events AS SELECT * FROM read_csv('{data}/events.csv', header = true, columns = "
        "{'lead_id': 'VARCHAR', 'timestamp': 'TIMESTAMPTZ', 'event_type': 'VARCHAR', 'amount': 'DOUBLE'})")
    connection.execute(f"CREATE TABLE matrix AS {query}")
    names = [row[0] for row in connection.execute("DESCRIBE matrix").fetchall()][2:]
    sums = ", ".join(
        f'sum("{name}"), count(*) - count("{name}")' if name != "events: last type" else
        "sum(list_position([" + ", ".join(f"'{kind}'" for kind in TYPES) + f'], "{name}") - 1), '
        f'count(*) - count("{name}")' for name in names)
    row = connection.execute(f"SELECT {sums} FROM matrix").fetchone()
    if matrix:
        connection.execute(f"COPY (SELECT * EXCLUDE as_of FROM matrix) TO '{matrix}' (HEADER)")
    return {name: (float(row[2 * i] or 0), row[2 * i + 1]) for i, name in enumerate(names)}, duckdb.__version__


def polars_peer(data, matrix):
    import polars as pl

    leads = pl.read_csv(f"{data}/leads.csv", schema={"lead_id": pl.String, "as_of": pl.String}).with_columns(
        pl.col("as_of").str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms"))
    schema = {"lead_id": pl.String, "timestamp": pl.String, "event_type": pl.Categorical, "amount": pl.Float64}
    events = pl.scan_csv(f"{data}/events.csv", schema=schema).with_columns(
        pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms"))
    leads = leads.with_row_index("row")
    # A log in the order of time keeps it within each lead; the sort makes sure.
    past = (
        events.join(leads.lazy(), on="lead_id").filter(pl.col("timestamp") <= pl.col("as_of"))
        .select("row", "event_type", "amount", t=pl.col("timestamp").dt.epoch("ms") / 1000,
                s=pl.col("as_of").dt.epoch("ms") / 1000)
        .sort("row", "t", maintain_order=True))
    t, s, amount, kind = pl.col("t"), pl.col("s"), pl.col("amount"), pl.col("event_type")
    day = (t / DAY).floor()
    hour = (t - day * DAY) / 3600
    business = ((day + 3) % 7 < 5) & (hour >= 9) & (hour < 17)
    since = s - t

    def within(days):
        return since < days * DAY

    recent, earlier = within(7).sum(), (within(28) & ~within(7)).sum()
    gap = pl.col("gap")
    columns = [pl.len().alias("count")] + [within(days).sum().alias(f"count {days} d") for days in (1, 7, 30, 90)]
    columns += [
        (since.min() / DAY).alias("last"), (since.max() / DAY).alias("first"), kind.n_unique().alias("types"),
        day.n_unique().alias("days"), amount.sum().alias("sum"), amount.mean().alias("mean"),
        amount.max().alias("maximum"), amount.filter(within(30)).sum().alias("sum 30 d"),
        business.mean().alias("business hours"), ((recent + 1) / (earlier / 3 + 1)).alias("trend"),
        (2.0 ** (-since / (7 * DAY))).sum().alias("fading"),
        (pl.max_horizontal(gap.max().fill_null(0), since.min()) / DAY).alias("silence"),
        (gap.median() / DAY).alias("gap"), pl.col("burst").max().cast(pl.Int64).alias("burst"),
    ]
    for name in TYPES:
        is_kind = kind == name
        columns += [is_kind.sum().alias(name)]
        columns += [(is_kind & within(days)).sum().alias(f"{name} {days} d") for days in (7, 30, 90)]
        columns += [(since.filter(is_kind).min() / DAY).alias(f"{name} last")]
    columns += [kind.last().cast(pl.String).alias("events: last type")]
    # Events of the day up to each: its place less that of the first event a day before, within the lead.
    position = pl.int_range(pl.len()).over("row")
    milliseconds = (t * 1000).round().cast(pl.Int64)
    past = past.with_columns(
        gap=t.diff().over("row"), ms=milliseconds, one=pl.lit(1)).collect()
    past = past.with_columns(
        burst=past.rolling("ms", period="86400001i", group_by="row").agg(pl.col("one").sum())["one"])
    result = past.lazy().group_by("row").agg(columns)
    zero = [c for c in ["count", "types", "days", "sum", "sum 30 d", "fading", "burst"]
            + [f"count {days} d" for days in (1, 7, 30, 90)]
            + TYPES + [f"{name} {days} d" for name in TYPES for days in (7, 30, 90)]]
    result = leads.lazy().join(result, on="row", how="left").with_columns(
        *[pl.col(name).fill_null(0) for name in zero], pl.col("trend").fill_null(1.0)).collect()
    names = result.columns[3:]
    codes = {name: place for place, name in enumerate(TYPES)}
    sums = {}
    for name in names:
        column = result[name]
        values = column.replace_strict(codes, default=None) if name == "events: last type" else column
        sums[name] = (float(values.sum() or 0), int(values.null_count()))
    if matrix:
        result.drop("row", "as_of").write_csv(matrix)
    return sums, pl.__version__


def peer(name, data, threads, query, matrix):
    if name == "duckdb":
        sums, version = duckdb_peer(data, threads, query, matrix)
    else:
        sums, version = polars_peer(data, matrix)
    print(json.dumps({"version": version, "columns": [
        {"name": name, "sum": total, "missing": missing} for name, (total, missing) in sums.items()]}))


def measured(command, environment):
    before = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([str(word) for word in command], stdout=output, env={**os.environ, **environment})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - before
        if status:
            sys.exit(f"{command[0]} ended with {status}")
        output.seek(0)
        return json.loads(output.read()), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def agree(a, b):
    # Seconds since 1970 in a double are known to 2.4e-7 s, which is 3e-12 days.
    return abs(a - b) <= max(1e-9 * max(abs(a), abs(b)), 1e-11)


def compare_sums(ours, theirs, name):
    theirs = {column["name"]: column for column in theirs["columns"]}
    wrong = [column["name"] for column in ours["columns"]
             if not agree(column["sum"], theirs[column["name"]]["sum"])
             or column["missing"] != theirs[column["name"]]["missing"]]
    print(f"{name}: {len(ours['columns'])} columns compared, {len(wrong)} differ {wrong}")


def compare_values(ours, theirs, name):
    import csv

    def rows(path):
        with open(path, newline="", encoding="utf8") as file:
            return {row["lead_id"]: row for row in csv.DictReader(file)}

    ours, theirs, wrong, values = rows(ours), rows(theirs), {}, 0
    assert ours.keys() == theirs.keys()
    for lead, row in ours.items():
        for column, value in row.items():
            other = theirs[lead][column]
            values += 1
            same = value == other
            if not same and value and other and column not in ("lead_id", "events: last type"):
                same = agree(float(value), float(other))
            if not same:
                wrong.setdefault(column, []).append((lead, value, other))
    print(f"{name}: {values} values compared, {sum(map(len, wrong.values()))} differ",
          {column: cells[:2] for column, cells in wrong.items()})


def main():
    if sys.argv[1] == "--peer":
        return peer(**json.loads(sys.argv[2]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--tool", default="../.build/release/event-bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--values", action="store_true")
    chosen = parser.parse_args()
    query = subprocess.run([chosen.tool, "sql", "duckdb"], capture_output=True, text=True, check=True).stdout
    environment = {"POLARS_MAX_THREADS": str(chosen.threads)}
    with tempfile.TemporaryDirectory() as folder:
        def command(name):
            matrix = f"{folder}/{name}.csv" if chosen.values else None
            if name == "leadscore":
                words = [chosen.tool, f"{chosen.data}/leads.csv", f"{chosen.data}/events.csv", "--threads",
                         chosen.threads]
                return words + (["--matrix", matrix] if matrix else [])
            wanted = {"name": name, "data": chosen.data, "threads": chosen.threads, "query": query, "matrix": matrix}
            return [sys.executable, __file__, "--peer", json.dumps(wanted)]

        programs = ["leadscore", "duckdb", "polars"]
        runs = {name: [] for name in programs}
        answers = {}
        for _ in range(1 if chosen.values else chosen.rounds):
            for name in programs:
                answers[name], *figures = measured(command(name), environment)
                runs[name].append(figures)
        for name in programs[1:]:
            compare_sums(answers["leadscore"], answers[name], name)
            if chosen.values:
                compare_values(f"{folder}/leadscore.csv", f"{folder}/{name}.csv", name)
    print(f"{'':12}{'seconds':>9}{'lowest':>9}{'highest':>9}{'cpu':>9}{'MB':>9}   version")
    for name in programs:
        seconds, cpu, memory = (list(column) for column in zip(*runs[name]))
        print(f"{name:12}{statistics.median(seconds):9.2f}{min(seconds):9.2f}{max(seconds):9.2f}"
              f"{statistics.median(cpu):9.2f}{max(memory):9.0f}   {answers[name].get('version', '')}")


main()
