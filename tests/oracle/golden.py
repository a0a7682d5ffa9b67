"""golden.json as text, and whether two of them say the same."""

import json

TOLERANCE = 1e-6


def text(golden):
    """One line a key within a case, so that a difference reads well."""
    line = lambda value: json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    head = [f'  "{key}": {line(value)}' for key, value in golden.items() if key != "cases"]
    cases = []
    for case in golden["cases"]:
        keys = ",\n".join(f'      "{key}": {line(value)}' for key, value in case.items())
        cases.append("    {\n" + keys + "\n    }")
    head.append('  "cases": [\n' + ",\n".join(cases) + "\n  ]")
    return "{\n" + ",\n".join(head) + "\n}\n"


def differences(old, new, path=""):
    """Every place where two JSON values part: numbers by more than the tolerance, all else exactly."""
    numeric = lambda v: isinstance(v, (int, float)) and not isinstance(v, bool)
    if numeric(old) and numeric(new):
        if abs(old - new) > TOLERANCE * max(1, abs(old)):
            yield f"{path}: {old} became {new}"
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key not in old:
                yield f"{path}.{key}: new"
            elif key not in new:
                yield f"{path}.{key}: gone"
            else:
                yield from differences(old[key], new[key], f"{path}.{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{path}: {len(old)} entries became {len(new)}"
        for index, (a, b) in enumerate(zip(old, new)):
            label = b["id"] if isinstance(b, dict) and "id" in b else index
            yield from differences(a, b, f"{path}[{label}]")
    elif old != new or type(old) is not type(new):
        yield f"{path}: {old!r} became {new!r}"
