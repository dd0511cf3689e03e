"""Makes leads and events for compare_events.py: make_event_data.py FOLDER [LEADS] [EVENTS]

Leads with an as-of time each, and a log in the order of time, as a tracker writes it: milliseconds, eight types of very
different frequency, an amount for one event in three, some leads with hundreds of events and one in ten with none.
"""

import os
import sys

import numpy as np
import polars as pl

folder = sys.argv[1]
leads = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
events = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000_000
os.makedirs(folder, exist_ok=True)
random = np.random.default_rng(7)
start = 1_700_000_000_000
day = 86_400_000

as_of = start + random.integers(60 * day, 180 * day, leads)
ids = pl.Series("lead_id", np.arange(leads)).cast(pl.String).str.zfill(7)
ids = pl.select(("L" + pl.lit(ids)).alias("lead_id")).to_series()
stamp = "%Y-%m-%dT%H:%M:%S%.3fZ"
pl.DataFrame({"lead_id": ids, "as_of": pl.Series(as_of).cast(pl.Datetime("ms")).dt.strftime(stamp)}).write_csv(
    f"{folder}/leads.csv")

activity = random.gamma(0.6, 1.0, leads) * (random.random(leads) > 0.1)
lead = np.searchsorted(np.cumsum(activity / activity.sum()), random.random(events)).clip(0, leads - 1)
time = np.sort(start + random.integers(0, 180 * day, events))
names = np.array(["open", "visit", "click", "form", "pricing", "call", "meeting", "unsubscribe"])
kind = random.choice(8, events, p=[0.34, 0.27, 0.16, 0.08, 0.06, 0.05, 0.03, 0.01])
amount = np.where(random.random(events) < 1 / 3, random.integers(0, 100_000, events) / 100, np.nan)
pl.DataFrame({
    "lead_id": ids.gather(lead), "timestamp": pl.Series(time).cast(pl.Datetime("ms")).dt.strftime(stamp),
    "event_type": pl.Series(names[kind]), "amount": pl.Series(amount).fill_nan(None),
}).write_csv(f"{folder}/events.csv")
