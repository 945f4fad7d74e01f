#!/usr/bin/env python3
"""Runs pabutools 1.2.3 on the shared elections and puts its processor seconds beside ours.

    python3 pabutools.py run OUT.jsonl [--limit 30] [--add1-limit 30] [--only TEXT] [--files A,B]
    python3 pabutools.py table OURS.jsonl OUT.jsonl [--earlier OUT.jsonl] [--svg FILE] > docs/tally-benchmarks.md

`run` needs `pip install pabutools==1.2.3 gmpy2`; each rule is given up after its limit of processor
seconds. Files already in OUT.jsonl are left out, so a run can go on where it stopped. `table` reads
what `cargo bench -p tally --bench tally` printed; `--earlier` is a run of pabutools over all files where
OUT.jsonl has some only. PABULIB_DIR names the folder of the elections.
"""
import json
import os
import pathlib
import signal
import sys
import time


class TooLong(Exception):
    pass


def timed(work, limit):
    """Mean processor seconds, repeated until 20 ms are spent as for ours; nothing where it takes too long."""
    def stop(*_):
        raise TooLong
    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    start, runs, spent = time.process_time(), 0, 0.0
    try:
        while spent < 0.02 and runs < 100:
            work()
            runs, spent = runs + 1, time.process_time() - start
        return round(spent / runs, 6)
    except TooLong:
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def folder():
    near = pathlib.Path(__file__).resolve().parents[3].parent / "shared" / "pabulib"
    return pathlib.Path(os.environ.get("PABULIB_DIR", near))


def option(name, default):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def by_place(el, instance, profile):
    """Ranks as points, as the reference outcomes count them: the first place L = max_length points, then one less."""
    longest = int(instance.meta.get("max_length") or max(map(len, profile)))
    points = [el.CumulativeBallot({p: longest - k for k, p in enumerate(b)}) for b in profile]
    return el.CumulativeProfile(points, instance=instance)


def run(out):
    # this script has the name of the library: keep its folder out of the search
    here = pathlib.Path(__file__).resolve().parent
    sys.path[:] = [p for p in sys.path if pathlib.Path(p or '.').resolve() != here]
    sys.modules.pop('pabutools', None)
    from pabutools import election as el
    from pabutools import rules as ru
    limit, add1 = float(option("--limit", 30)), float(option("--add1-limit", 30))
    done = set()
    if pathlib.Path(out).exists():
        done = {json.loads(line)["file"] for line in open(out)}
    sink = open(out, "a")
    named = set(filter(None, option("--files", "").split(",")))
    for path in sorted(folder().glob("*.pb"), key=lambda p: p.stat().st_size):
        if path.stem in done or option("--only", "") not in path.stem or named and path.stem not in named:
            continue
        start = time.process_time()
        instance, profile = el.parse_pabulib(str(path))
        parse = time.process_time() - start
        approval = instance.meta["vote_type"] in ("approval", "choose-1")
        if instance.meta["vote_type"] == "ordinal":
            profile = by_place(el, instance, profile)
        profile = profile.as_multiprofile()

        def mes(sat, **more):
            return lambda: ru.method_of_equal_shares(instance, profile, sat_class=sat, **more)

        def greedy(sat):
            return lambda: ru.greedy_utilitarian_welfare(instance, profile, sat_class=sat)

        if approval:
            jobs = {
                "greedy_votes": greedy(el.Cost_Sat),
                "greedy_votes_per_cost": greedy(el.Cardinality_Sat),
                "mes_cost": mes(el.Cost_Sat),
                "mes_card": mes(el.Cardinality_Sat),
                "phragmen": lambda: ru.sequential_phragmen(instance, profile),
                "mes_cost_add1": mes(el.Cost_Sat, voter_budget_increment=1),
                "mes_card_add1": mes(el.Cardinality_Sat, voter_budget_increment=1),
            }
        else:
            jobs = {
                "greedy_points_per_cost": greedy(el.Additive_Cardinal_Sat),
                "mes_points": mes(el.Additive_Cardinal_Sat),
                "mes_points_add1": mes(el.Additive_Cardinal_Sat, voter_budget_increment=1),
            }
        rules = {}
        for name, job in jobs.items():
            rules[name] = timed(job, add1 if "add1" in name else limit)
        sink.write(json.dumps({"file": path.stem, "parse": round(parse, 4), "rules": rules}) + "\n")
        sink.flush()


def rows(path):
    return [json.loads(line) for line in open(path) if line.startswith("{")]


def seconds(x):
    return "-" if x is None else f"{x:.4f}" if x < 0.1 else f"{x:.2f}"


def times(theirs, ours):
    return f"{theirs / ours:,.0f}" if ours else "-"


def recorded(name):
    """Processor seconds of the reference outcomes, made once with the same pabutools."""
    path = folder() / "reference" / f"{name}.json"
    found = json.load(open(path))["results"] if path.exists() else []
    return {r["rule"]: r["cpu_seconds"] for r in found if r.get("cpu_seconds")}


def table(ours_path, theirs_path):
    ours = rows(ours_path)
    theirs = {r["file"]: r for r in rows(theirs_path)} if pathlib.Path(theirs_path).exists() else {}
    before = option("--earlier", "")
    earlier = {r["file"]: r for r in rows(before)} if before else {}
    files = [r for r in ours if "file" in r]
    print("# Benchmarks of the tally\n")
    print("Command: `make bench` with `PYTHON` (runs `cargo bench -p tally --bench tally`, then `benches/pabutools.py run` and `table`).")
    print("Processor seconds, one core, release build; pabutools 1.2.3 with gmpy2, ballots merged.\n")
    sources = [(f"pabutools run beside ours, same day and machine ({len(theirs)} files)", lambda r: theirs.get(r["file"], {}).get("rules", {}))]
    if earlier:
        sources.append((f"an earlier run of pabutools on the same machine ({len(earlier)} files)", lambda r: earlier.get(r["file"], {}).get("rules", {})))
    for title, source in (
        *sources,
        ("pabutools as recorded with the reference outcomes", lambda r: recorded(r["file"])),
    ):
        print(f"## Totals: {title}\n")
        print("| rule | records both have | pabutools s | ours s | times |\n|---|--:|--:|--:|--:|")
        sums = {}
        for r in files:
            for rule, t in source(r).items():
                o = r["rules"].get(rule)
                if t and o:
                    kind = "**all Add1**" if "add1" in rule else "**all best sets**" if rule.startswith("max") else "**all single runs**"
                    for key in (rule, kind):
                        s = sums.setdefault(key, [0, 0.0, 0.0])
                        s[0] += 1
                        s[1] += t
                        s[2] += o
        for rule, (n, t, o) in sorted(sums.items()):
            print(f"| {rule} | {n} | {t:,.2f} | {o:,.4f} | {times(t, o)} |")
        print()
    print("## The ten largest files (ballots times projects)\n")
    print("| file | ballots | projects | rule | pabutools s | ours s | times |\n|---|--:|--:|---|--:|--:|--:|")
    large = sorted(files, key=lambda r: -r["votes"] * r["projects"])[:10]
    total = [0.0, 0.0]
    for r in large:
        both = {**recorded(r["file"]), **{k: v for k, v in theirs.get(r["file"], {}).get("rules", {}).items() if v}}
        for rule, t in both.items():
            o = r["rules"].get(rule)
            if o and "add1" not in rule and not rule.startswith("max"):
                total[0] += t
                total[1] += o
            if o and (rule in ("mes_cost", "mes_points_cost", "phragmen") or rule.endswith("_add1")):
                print(f"| {r['file']} | {r['votes']:,} | {r['projects']} | {rule} | {seconds(t)} | {seconds(o)} | {times(t, o)} |")
    print(f"\nAll single runs on these ten: {total[0]:.1f} s against {total[1]:.3f} s, {times(*total)} times.\n")
    print("## Slowest of ours\n\n| what | file | s |\n|---|---|--:|")
    every = [(s, rule, r["file"]) for r in files for rule, s in r["rules"].items()]
    kinds = (
        ("single run", lambda k: "add1" not in k and not k.startswith("max")),
        ("best set", lambda k: k.startswith("max")),
        ("Add1", lambda k: "add1" in k),
    )
    for kind, belongs in kinds:
        for s, rule, name in sorted((x for x in every if belongs(x[1])), reverse=True)[:4]:
            print(f"| {kind} {rule} | {name} | {seconds(s)} |")
    add1 = sorted(s for s, rule, _ in every if "add1" in rule)
    if add1:
        print(f"\nAdd1 records: {len(add1)}; under 0.5 s: {sum(s < 0.5 for s in add1) / len(add1):.1%}.")
    rates = sorted((r["votes"] / r["parse"], r["file"]) for r in files if r["votes"] > 20000)
    if rates:
        print(f"Reading, files above 20,000 ballots: {rates[0][0]:,.0f} ({rates[0][1]}) to {rates[-1][0]:,.0f} ballots a second ({rates[-1][1]}).")
        print(f"Peak memory over all files: {max(r['peak_mb'] for r in files)} MB.\n")
    targets(files, ours, theirs, every)
    reading(ours)
    print("## Two cores\n")
    print("Processor seconds of the main thread and of each helper on average: how long it takes where both cores are free, as\nwork goes to whoever is free. The clock is of a machine that others used too.\n")
    print("| file | rule | one thread s | two s | times | clock s on the machine as it was | two |\n|---|---|--:|--:|--:|--:|--:|")
    for r in ours:
        if "threads" in r:
            print(f"| {r['threads']} | {r['rule']} | {r['one_cpu']:.3f} | {r['two_cpu']:.3f} | {r['one_cpu'] / r['two_cpu']:.2f} | {r['one']:.3f} | {r['two']:.3f} |")
    growth = [r for r in ours if "growth" in r]
    if growth:
        growth = list({(r["votes"], r["projects"]): r for r in growth}.values())
        keys = [k for k in growth[0] if k not in ("growth", "votes", "distinct", "projects", "peak_mb")]
        print("\n## Growth (synthetic approval ballots, up to 5 of m projects)\n")
        print("| ballots | distinct | projects | " + " | ".join(f"{k} s" for k in keys) + " | peak MB |")
        print("|--:|--:|--:|" + "--:|" * len(keys) + "--:|")
        for r in growth:
            cells = " | ".join(seconds(r[k]) for k in keys)
            print(f"| {r['votes']:,} | {r['distinct']:,} | {r['projects']} | {cells} | {r['peak_mb']} |")
        print("\nThe picture of it is `tally-growth.svg`.")
        picture(growth)


def reading(ours):
    """Ballots and bytes a second of the reader alone."""
    found = [r for r in ours if "reading" in r]
    if not found:
        return
    print("## Reading alone (the least of nine)\n\n| file | ballots | s | ballots a second | MB a second |\n|---|--:|--:|--:|--:|")
    for r in found:
        print(f"| {r['reading']} | {r['votes']:,} | {seconds(r['parse'])} | {r['votes'] / r['parse']:,.0f} | {r['bytes'] / r['parse'] / 1e6:.0f} |")
    print()


def targets(files, ours, theirs, every):
    """The figures asked for, and what was measured."""
    single = [x for x in every if "add1" not in x[1] and not x[1].startswith("max")]
    add1 = [x for x in every if "add1" in x[1]]
    best = [x for x in every if x[1].startswith("max")]

    def ratio(belongs, chosen):
        t = o = 0.0
        for r in chosen:
            both = {**recorded(r["file"]), **{k: v for k, v in theirs.get(r["file"], {}).get("rules", {}).items() if v}}
            for rule, s in both.items():
                if rule in r["rules"] and belongs(rule):
                    t, o = t + s, o + r["rules"][rule]
        return t / o if o else 0.0

    def alone(rule):
        return "add1" not in rule and not rule.startswith("max")
    large = sorted(files, key=lambda r: -r["votes"] * r["projects"])[:10]
    read = sorted((r["votes"] / r["parse"], r.get("reading", r.get("file"))) for r in ours
                  if "reading" in r or r.get("votes", 0) > 20000 and "file" in r and not any("reading" in x for x in ours))
    slowest = max(add1)
    two = [r["one_cpu"] / r["two_cpu"] for r in ours if "threads" in r]
    lines = [
        ("any single run < 50 ms", f"{max(single)[0] * 1000:.0f} ms ({max(single)[1]}, {max(single)[2]})", max(single)[0] < 0.05),
        ("reading >= 1 million short ballots a second", f"slowest large file {read[0][0]:,.0f} ({read[0][1]}), median {read[len(read) // 2][0]:,.0f}", read[0][0] >= 1e6),
        ("Add1 < 10 s on every file", f"{slowest[0]:.2f} s ({slowest[1]}, {slowest[2]})", slowest[0] < 10),
        ("Add1 < 0.5 s on nine of ten", f"{sum(x[0] < 0.5 for x in add1) / len(add1):.1%} of all records", sum(x[0] < 0.5 for x in add1) / len(add1) >= 0.9),
        ("best set < 1 s", f"{max(best)[0]:.3f} s", max(best)[0] < 1),
        ("memory < 200 MB", f"{max(r['peak_mb'] for r in files)} MB", max(r["peak_mb"] for r in files) < 200),
        ("single runs >= 300 times pabutools", f"{ratio(alone, files):,.0f}", ratio(alone, files) >= 300),
        ("... >= 1,000 times on the ten largest", f"{ratio(alone, large):,.0f}", ratio(alone, large) >= 1000),
        ("Add1 >= 150 times", f"{ratio(lambda r: 'add1' in r, files):,.0f}", ratio(lambda r: "add1" in r, files) >= 150),
        ("two cores >= 1.7 times", ", ".join(f"{x:.2f}" for x in two) + " (processor time; see below)", bool(two) and min(two) >= 1.7),
    ]
    print("\n## Figures to reach\n\n| figure | measured | reached |\n|---|---|---|")
    for figure, measured, reached in lines:
        print(f"| {figure} | {measured} | {'yes' if reached else 'no'} |")
    print()


def picture(growth):
    """Log-log lines of seconds against ballots and against projects, as SVG beside the table."""
    from math import log10
    colours = {"parse": "#555", "greedy_votes": "#176b3a", "mes_cost": "#06c", "mes_cost_add1pct": "#c30", "phragmen": "#a0a", "max_votes": "#960"}
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 620" font-family="sans-serif" font-size="12">',
           '<title>Seconds against ballots, and against projects; all scales logarithmic</title>',
           '<rect width="720" height="620" fill="#fff"/>']
    panels = (
        (0, "ballots (100 projects)", "votes", (1000, 10000, 100000, 1000000), lambda r: r["projects"] == 100),
        (310, "projects (50,000 ballots)", "projects", (10, 30, 100, 300), lambda r: r["votes"] == 50000),
    )
    for top, name, key, ticks, belongs in panels:
        runs = sorted((r for r in growth if belongs(r) and r[key] in ticks), key=lambda r: r[key])
        span = log10(ticks[-1] / ticks[0])
        x = lambda n: 60 + log10(n / ticks[0]) * 480 / span
        y = lambda s: top + 260 - (log10(max(s, 1e-5)) + 5) * 36
        for n in ticks:
            out.append(f'<text x="{x(n):.0f}" y="{top + 278}" text-anchor="middle">{n:,}</text>')
        for s in ("0.00001", "0.0001", "0.001", "0.01", "0.1", "1", "10"):
            out.append(f'<text x="52" y="{y(float(s)) + 4:.0f}" text-anchor="end">{s}</text>')
            out.append(f'<path d="M60 {y(float(s)):.0f}H540" stroke="#ddd"/>')
        taken = []
        for rule, colour in colours.items():
            points = [(x(r[key]), y(r[rule])) for r in runs if rule in r]
            if points:
                label = points[-1][1] + 4
                while any(abs(label - t) < 13 for t in taken):
                    label += 2
                taken.append(label)
                out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="' + " ".join(f"{a:.0f},{b:.0f}" for a, b in points) + '"/>')
                out.append(f'<text x="548" y="{label:.0f}" fill="{colour}">{rule}</text>')
        out.append(f'<text x="300" y="{top + 298}" text-anchor="middle">{name}; seconds on the left</text>')
    out.append("</svg>")
    target = option("--svg", "")
    if target:
        pathlib.Path(target).write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "run":
        run(sys.argv[2])
    elif len(sys.argv) > 3 and sys.argv[1] == "table":
        table(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)
