#!/usr/bin/env python3
"""Makes leads.csv and events.csv.gz from the world that the PyPI package leadforge simulates.

    pip install leadforge==1.0.0
    python3 datasets/b2b-saas/make.py        (in the project's root; the same bytes every time)

leadforge writes one table for each thing a CRM keeps. This joins them as an export of a CRM would: one row a lead with
what is known of the contact and the account, and one row an event. Nothing is cleaned: the stage and the total of all
touches are in it, and both were written after the snapshot.
"""
import gzip
import io
import subprocess
import tempfile
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
COMMAND = ["leadforge", "generate", "--recipe", "b2b_saas_procurement_v1", "--mode", "research_instructor",
           "--seed", "7", "--n-leads", "2500"]


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(COMMAND + ["--out", folder], check=True, stdout=subprocess.DEVNULL)
        tables = {path.stem: pd.read_parquet(path) for path in (Path(folder) / "tables").glob("*.parquet")}
        parts = sorted(Path(folder).glob("tasks/*/t*.parquet")) + sorted(Path(folder).glob("tasks/*/v*.parquet"))
        totals = pd.concat(pd.read_parquet(path)[["lead_id", "total_touches_all"]] for path in parts)
    write(leads(tables, totals), HERE / "leads.csv")
    write(events(tables), HERE / "events.csv.gz")


def leads(tables, totals):
    deals = tables["opportunities"].groupby("lead_id", as_index=False)["closed_at"].max()
    table = (tables["leads"]
             .merge(tables["contacts"].drop(columns=["account_id", "created_at"]), on="contact_id", how="left")
             .merge(tables["accounts"].drop(columns="created_at"), on="account_id", how="left")
             .merge(deals, on="lead_id", how="left").merge(totals, on="lead_id", how="left"))
    table["closed_at"] = table["conversion_timestamp"].fillna(table["closed_at"])
    stage = table["current_stage"]
    table["outcome"] = "open"
    table.loc[stage == "closed_won", "outcome"] = "won"
    table.loc[stage.isin(["closed_lost", "disqualified"]), "outcome"] = "lost"
    columns = ["lead_id", "contact_id", "account_id", "lead_created_at", "lead_source", "first_touch_channel",
               "job_title", "seniority", "buyer_role", "email_domain_type", "company_name", "industry", "region",
               "employee_band", "estimated_revenue_band", "process_maturity_band", "owner_rep_id", "current_stage",
               "total_touches_all", "closed_at", "outcome"]
    return table[columns].sort_values("lead_id")


def events(tables):
    def rows(table, time, kind, detail=None, **more):
        part = pd.DataFrame({"lead_id": table["lead_id"], "timestamp": table[time], "event_type": kind,
                             "detail": table[detail] if detail else None})
        return part.assign(**more)

    touches, sessions, work = tables["touches"], tables["sessions"], tables["sales_activities"]
    parts = [
        rows(touches, "touch_timestamp", touches["touch_type"] + "_" + touches["touch_direction"], "campaign_id"),
        rows(sessions, "session_timestamp", "session_" + sessions["session_type"],
             seconds=sessions["session_duration_seconds"], pages=sessions["page_views"]),
        rows(work, "activity_timestamp", "sales_" + work["activity_type"], "activity_outcome"),
    ]
    return pd.concat(parts).sort_values(["timestamp", "lead_id", "event_type"], kind="stable")


def write(table, path):
    text = io.StringIO()
    table.to_csv(text, index=False, lineterminator="\n", float_format="%.10g")
    data = text.getvalue().encode()
    # Without a time or a name in the header, so that the bytes do not change.
    path.write_bytes(gzip.compress(data, compresslevel=9, mtime=0) if path.suffix == ".gz" else data)
    print(f"{path.name}: {len(table):,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
