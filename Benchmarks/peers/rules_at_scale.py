#!/usr/bin/env python3
"""Times `leadscore rules score` on a million leads with ten million events and the B2B starter.

    python3 rules_at_scale.py --tool ../../.build/release/leadscore [--leads 1000000] [--events 10000000] [--runs 5]

The leads and events are made up, the same for the same numbers, and kept in --folder. Reported are the wall time, the
processor time and the peak memory of the whole process: reading both files, binding the rules, scoring, writing.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time

import numpy as np
import polars as pl

TITLES = ["Founder", "CEO", "CTO", "Head of Sales", "Marketing Manager", "Senior Manager Operations", "Software Engineer",
          "Einkauf", "Finance Director", "Assistant", "Student", "VP Finance", "IT Manager", "Analyst", ""]
SENIORITY = ["c_suite", "vp", "director", "manager", "individual_contributor", ""]
INDUSTRIES = ["software", "manufacturing", "logistics", "professional_services", "retail", "healthcare_non_clinical", ""]
SOURCES = ["inbound_marketing", "sdr_outbound", "partner_referral", "organic search", "Select"]
STATUS = ["new", "open", "contacted", "customer", "lost", "disqualified"]
TYPES = ["email_sent", "email_open", "email_click", "page_view", "pricing_page", "tutorial", "enquiry", "newsletter",
         "white_paper", "webinar_attended", "call", "meeting", "demo", "unsubscribe", "email_bounce", "site_search",
         "profile_view", "hiring", "hiring_sales", "competitor_mentioned"]
SHARES = np.array([20, 18, 6, 22, 5, 2, 1, 1.5, 2, 1.5, 3, 2, 1, 0.7, 0.8, 5, 4, 2, 1, 1.5])


def make(folder, lead_count, event_count):
    leads_path = os.path.join(folder, f"rule-leads-{lead_count}.csv")
    events_path = os.path.join(folder, f"rule-events-{lead_count}-{event_count}.csv")
    if os.path.exists(leads_path) and os.path.exists(events_path):
        return leads_path, events_path
    random = np.random.default_rng(11)
    ids = np.char.add("lead_", np.char.zfill(np.arange(lead_count).astype(str), 7))

    def pick(values):
        return pl.Series(np.array(values)[random.integers(0, len(values), lead_count)])

    leads = pl.DataFrame({
        "lead_id": ids, "title": pick(TITLES), "seniority": pick(SENIORITY), "industry": pick(INDUSTRIES),
        "employees": pl.Series(np.round(10 ** random.uniform(0, 4, lead_count)).astype(int)),
        "annual_revenue": pl.Series(np.round(10 ** random.uniform(4, 9, lead_count)).astype(int)),
        "lead_source": pick(SOURCES), "status": pick(STATUS),
        "email": pl.Series(np.char.add(ids, np.array(["@firma.de", "@gmail.com", "@company.com"])[
            random.integers(0, 3, lead_count)])),
        "phone": pick(["", "+49 30 123456"]), "account_id": pl.Series(
            np.char.add("acct_", random.integers(0, max(1, lead_count // 4), lead_count).astype(str))),
    })
    leads.write_csv(leads_path)
    lead = random.integers(0, lead_count, event_count)
    start = np.datetime64("2026-01-01T00:00:00", "ms")
    times = np.sort(random.integers(0, 180 * 86_400, event_count))
    kind = random.choice(len(TYPES), event_count, p=SHARES / SHARES.sum())
    events = pl.DataFrame({
        "lead_id": pl.Series(ids)[lead], "timestamp": pl.Series(start + (times * 1000).astype("timedelta64[ms]")),
        "event_type": pl.Series(np.array(TYPES))[kind],
    })
    events.write_csv(events_path, datetime_format="%Y-%m-%dT%H:%M:%SZ")
    return leads_path, events_path


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    _, errors = process.communicate()
    wall = time.perf_counter() - start
    if process.returncode != 0:
        sys.exit(errors.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--rules", help="a rule file; the starter b2b-en otherwise")
    parser.add_argument("--folder", default=os.environ.get("TMPDIR", "/tmp"))
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    leads, events = make(options.folder, options.leads, options.events)
    rules = options.rules
    if rules is None:
        rules = os.path.join(options.folder, "b2b-en.yaml")
        subprocess.run([options.tool, "rules", "new", "b2b-en", "-o", rules], check=True, stderr=subprocess.DEVNULL)
    output = os.path.join(options.folder, "rule-scores.csv")
    command = [options.tool, "rules", "score", rules, leads, "--events", events, "--as-of", "2026-07-01", "-q", "-o",
               output]
    results = [run(command) for _ in range(options.runs)]
    for name, column, unit in [("wall", 0, "s"), ("processor", 1, "s"), ("peak memory", 2, "MB")]:
        values = sorted(result[column] for result in results)
        print(f"{name:12} median {statistics.median(values):8.2f} {unit}   from {values[0]:.2f} to {values[-1]:.2f}")


if __name__ == "__main__":
    main()
