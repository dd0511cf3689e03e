"""Runs queries on a database for EventFeatureSQLTests: databases.py duckdb|postgres|spark FOLDER

In FOLDER: tables.json (the columns of every table, in order, with their types), one CSV file a table, query.sql. Writes
result.csv, ordered by the first two columns, with empty cells for NULL.

Made with duckdb 2.0.0, PostgreSQL 15 (Debian), pyspark 4 on Java 17; PostgreSQL is started on a folder of its own, reached
by a Unix socket only, and as an ordinary user.
"""

import glob
import json
import os
import pathlib
import pwd
import shutil
import subprocess
import sys
import tempfile

TYPES = {
    "duckdb": {"text": "VARCHAR", "double": "DOUBLE", "time": "TIMESTAMPTZ", "integer": "BIGINT"},
    "postgres": {"text": "text", "double": "double precision", "time": "timestamptz", "integer": "bigint"},
    "spark": {"text": "string", "double": "double", "time": "timestamp", "integer": "bigint"},
}


def ordered(query):
    return f"SELECT * FROM (\n{query}\n) result ORDER BY 1, 2"


def run_duckdb(folder, tables, query):
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'; SET threads = 2")
    for table, columns in tables.items():
        types = "{" + ", ".join(f"'{name}': '{TYPES['duckdb'][kind]}'" for name, kind in columns) + "}"
        connection.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_csv('{folder}/{table}.csv', header = true, columns = {types})"
        )
    connection.execute(f"COPY ({ordered(query)}) TO '{folder}/result.csv' (FORMAT csv, HEADER)")


def run_postgres(folder, tables, query):
    binaries = pathlib.Path(max(glob.glob("/usr/lib/postgresql/*/bin/initdb"), default=shutil.which("initdb"))).parent
    home = tempfile.mkdtemp(prefix="pg")
    user = []
    if os.getuid() == 0:
        name = next(name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()})
        shutil.chown(home, name)
        user = ["runuser", "-u", name, "--"]
    data = home + "/data"

    def call(*command, **options):
        done = subprocess.run(command, capture_output=True, text=True, cwd=home, **options)
        if done.returncode != 0:
            sys.exit(f"{command[0]} failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    call(*user, binaries / "initdb", "-D", data, "-A", "trust", "-U", "tester", "--locale=C", "-E", "UTF8", "--no-sync")
    settings = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off -c jit=off -c work_mem=64MB"
    call(*user, binaries / "pg_ctl", "-D", data, "-o", settings, "-l", home + "/log", "-w", "start")
    try:
        script = "SET TIME ZONE 'UTC';\n"
        for table, columns in tables.items():
            typed = ", ".join(f"{name} {TYPES['postgres'][kind]}" for name, kind in columns)
            script += f"CREATE TABLE {table} ({typed});\n\\copy {table} FROM '{folder}/{table}.csv' CSV HEADER\n"
        script += f"ANALYZE;\n\\pset format csv\n\\o '{folder}/result.csv'\n{ordered(query)};\n"
        psql = [binaries / "psql", "-h", home, "-U", "tester", "-d", "postgres", "-q", "-X", "-v", "ON_ERROR_STOP=1"]
        call(*psql, input=script)
    finally:
        call(*user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home)


def run_spark(folder, tables, query):
    from pyspark.sql import SparkSession

    settings = {
        "spark.sql.session.timeZone": "UTC", "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    for table, columns in tables.items():
        schema = ", ".join(f"{name} {TYPES['spark'][kind]}" for name, kind in columns)
        frame = session.read.csv(f"{folder}/{table}.csv", header=True, schema=schema, multiLine=True, escape='"')
        frame.createOrReplaceTempView(table)
    frame = session.sql(ordered(query))
    import csv

    with open(f"{folder}/result.csv", "w", newline="", encoding="utf8") as output:
        writer = csv.writer(output)
        writer.writerow(frame.columns)
        writer.writerows(["" if cell is None else repr(cell) if isinstance(cell, float) else cell for cell in row]
                         for row in frame.collect())
    session.stop()


if __name__ == "__main__":
    database, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    with open(f"{folder}/tables.json", encoding="utf8") as file:
        tables = json.load(file)
    with open(f"{folder}/query.sql", encoding="utf8") as file:
        query = file.read()
    {"duckdb": run_duckdb, "postgres": run_postgres, "spark": run_spark}[database](folder, tables, query)
