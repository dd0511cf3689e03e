"""Runs two programs as whole processes, in turn, and says how much longer one takes than the other.

Imports nothing big: on Linux the peak memory of a process begins with what its parent had in use.
"""

import argparse
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def options(description):
    """The options that all comparisons share."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=7, help="how often each side runs; at least 5")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tool", default=str(ROOT / ".build/release/leadscore"))
    return parser


def run(command, folder):
    """Seconds from start to end, seconds of processor time, peak memory in MB, and standard output.

    Ends everything if the command fails.
    """
    command = [str(word) for word in command]
    output = pathlib.Path(folder) / "output"
    with open(output, "wb") as stream:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=stream, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return {"seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024,
            "output": output.read_text()}


def alternate(ours, theirs, folder, pairs):
    """Both commands once for warming up, then in turn, the one and the other first."""
    if pairs < 5:
        sys.exit("fewer than 5 pairs say nothing")
    run(ours, folder)
    run(theirs, folder)
    results = []
    for pair in range(pairs):
        if pair % 2:
            second, first = run(theirs, folder), run(ours, folder)
            results.append((first, second))
        else:
            results.append((run(ours, folder), run(theirs, folder)))
    return results


def report(results, peer):
    """A few lines: medians of both sides, and of the ratio within pairs, with its spread."""
    for name, side in (("leadscore", 0), (peer, 1)):
        seconds, cpu = (statistics.median(pair[side][key] for pair in results) for key in ("seconds", "cpu"))
        peak = max(pair[side]["peak"] for pair in results)
        print(f"  {name:24} {seconds:7.2f} s   {cpu:7.2f} s of processor time   peak memory {peak:5.0f} MB")
    for key, words in (("seconds", "time"), ("cpu", "processor time")):
        ratios = sorted(theirs[key] / ours[key] for ours, theirs in results)
        print(f"  {words}: the peer takes {statistics.median(ratios):.1f} times as long"
              f" (median of {len(ratios)} pairs, from {ratios[0]:.1f} to {ratios[-1]:.1f})", flush=True)


def machine():
    """What a figure must be given with: processor, cores, and the versions of both sides."""
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as info:
            name = next(line.split(":")[1].strip() for line in info if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"
