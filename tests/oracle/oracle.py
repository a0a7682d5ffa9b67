"""`npm run oracle [-- LAYER…] [--check | --fuzz N --seed S]`: real Keras writes each layer's golden.json.

LAYER is a folder under content/layers (`convolution/conv1d`, or just `conv1d`); none means all that
have a case file. --check regenerates in memory, compares with what is committed and exits 1 on a
difference. --fuzz writes none: it asks Keras and the library about N random draws (fuzz.py). Needs Python 3.11; the rest goes to .venv beside this file.
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import fuzz  # noqa: E402
import golden  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
LAYERS = HERE.parent.parent / "content" / "layers"
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
# Keras prints sets in its messages: their order hangs on the hash seed.
ENVIRONMENT = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
BACKENDS = ("tensorflow", "jax")


def environment():
    """A venv that holds exactly what requirements.txt says."""
    requirements = HERE / "requirements.txt"
    stamp = VENV / "requirements.sha256"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    python = shutil.which("python3.11")
    if python is None:
        sys.exit("The oracle needs python3.11 on the PATH (TensorFlow 2.16.1 has no build for newer ones).")
    print("oracle: making tests/oracle/.venv", file=sys.stderr)
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([python, "-m", "venv", str(VENV)], check=True)
    # The list is whole; tf_keras by itself would also ask for a second TensorFlow beside tensorflow-cpu.
    subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "-r", str(requirements)], check=True)
    stamp.write_text(wanted)


def chosen(names):
    known = sorted(str(p.relative_to(HERE / "cases"))[:-3] for p in HERE.glob("cases/*/*.py"))
    unknown = [n for n in names if not any(k == n or k.endswith("/" + n) for k in known)]
    if unknown:
        sys.exit(f"No case file for {', '.join(unknown)}. There are: {', '.join(known)}.")
    return [k for k in known if not names or any(k == n or k.endswith("/" + n) for n in names)]


def regenerate(keys):
    """Each key's golden, with the cases of both backends in declared order."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for backend in BACKENDS:
            out = pathlib.Path(folder) / f"{backend}.json"
            command = [str(PYTHON), str(HERE / "worker.py"), backend, str(out), *keys]
            run = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT)
            if run.returncode:
                sys.exit(run.stderr[-4000:])
            found[backend] = json.loads(out.read_text("utf-8"))
    for key in keys:
        first = found["tensorflow"][key]
        ran = {id: case for backend in BACKENDS for id, case in found[backend][key]["cases"].items()}
        yield key, {
            "generator": "npm run oracle",
            "keras": first["keras"],
            "tensorflow": first["tensorflow"],
            "snippet": first["snippet"],
            "cases": [ran[id] for id in first["order"]],
        }


def main():
    parser = argparse.ArgumentParser(prog="npm run oracle --")
    parser.add_argument("layer", nargs="*")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--fuzz", type=int, metavar="N", help="compare N random draws instead")
    parser.add_argument("--seed", type=int, default=1, help="of the draws")
    options = parser.parse_args()
    environment()
    if options.fuzz:
        keys = chosen(options.layer)
        fuzz.main(PYTHON, HERE / "fuzz_worker.py", BACKENDS, ENVIRONMENT, keys, options.fuzz, options.seed)
    wrong = 0
    for key, new in regenerate(chosen(options.layer)):
        path = LAYERS / key / "golden.json"
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(golden.text(new), "utf-8")
            print(f"{key}: {len(new['cases'])} cases")
            continue
        old = json.loads(path.read_text("utf-8")) if path.exists() else {}
        parted = list(golden.differences(old, json.loads(golden.text(new)), key))
        wrong += len(parted)
        print(f"{key}: {len(parted)} differences" if parted else f"{key}: same")
        for line in parted:
            print(f"  {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
