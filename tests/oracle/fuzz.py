"""`npm run oracle -- --fuzz N [--seed S] [LAYER…]`: N random draws, asked of real Keras and of the library.

Prints how often both agree, layer by layer, and each disagreement; exits 1 where there is one. The cases
stay in .generated/fuzz-S.json for `npm run verify`.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def ran(command, environment, path, count):
    """Every line the worker leaves; it is started again behind a draw that killed it."""
    start, killed = 0, []
    while start < count:
        run = subprocess.run(
            [*command[:4], str(start), str(count), str(path), *command[4:]],
            env=environment,
            capture_output=True,
            text=True,
        )
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
        if run.returncode == 0:
            break
        if not lines or "draw" not in lines[-1]:
            sys.exit(run.stderr[-4000:])
        killed.append(lines[-1]["draw"])
        start = killed[-1] + 1
    return [line for line in lines if "id" in line], killed, sum("skipped" in line for line in lines)


def main(python, worker, backends, environment, keys, count, seed):
    cases, killed, skipped = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        for backend in backends:
            path = pathlib.Path(folder) / f"{backend}.jsonl"
            command = [str(python), str(worker), backend, str(seed), *keys]
            found, dead, random = ran(command, environment, path, count)
            cases += found
            killed += dead
            skipped += random
    target = ROOT / ".generated" / f"fuzz-{seed}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"generator": "npm run oracle -- --fuzz", "cases": cases}), "utf-8")
    refused = sum("raises" in case for case in cases)
    print(
        f"{count} draws with seed {seed}: {len(cases) - refused} that Keras takes, {refused} that it refuses, "
        f"{skipped} random or large ones left out, {len(killed)} that ended its process"
    )
    command = ["node", "tests/verify/main.ts", str(target.relative_to(ROOT))]
    sys.exit(subprocess.run(command, cwd=ROOT).returncode)
