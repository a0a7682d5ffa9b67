"""Draws configurations and inputs at random and asks real Keras: `fuzz_worker.py BACKEND SEED FROM TO OUT KEY…`.

The domain of a parameter is every value the layer's case files give it, what lies next to those, and its
default. A draw starts from a declared case, takes parameters over from others and moves numbers and sizes a
little, so that valid and invalid ones both come. One line of JSON a draw, written at once: what Keras
cannot survive (it may abort the process) ends the run after the line `{"draw": n}`.
"""

import copy
import inspect
import json
import random
import sys

backend, seed, first, last, out, *keys = sys.argv[1:]
sys.argv = [sys.argv[0], backend, "/dev/null"]

import worker  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

from declare import literal, text  # noqa: E402

TEXTS = ["", " ", "a", "A b", "中文", "中 文", "é", "e\u0301", "😀", "👩‍👩‍👧", "ß", "İ", "\u3000", "。", "a.b", "x\ny", "[UNK]"]
SIZES = [1, 1, 2, 2, 3, 3, 4, 5, 6, 7]
LARGEST = 4000
LEARNT = ("weights", "outputs", "output_mask", "losses", "vocabulary")


def has_values(case):
    return all(None not in spec["shape"] for spec in case["inputs"]) and not case.get("after")


def tensors_in(value):
    if worker.is_literal(value):
        return True
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return any(tensors_in(v) for v in values)


def neighbour(rng, value):
    """A value next to a declared one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice([-2, -1, 1, 1, 2, 3])
    if isinstance(value, float):
        return round(value * rng.choice([0.5, 2.0, -1.0]) + rng.choice([0.0, 0.25]), 4)
    if isinstance(value, (list, tuple)) and value and all(type(v) is int for v in value):
        moved = list(value)
        at = rng.randrange(len(moved))
        moved[at] += rng.choice([-1, 1, 1, 2])
        other = rng.choice([moved, moved, moved[::-1], moved[:-1], moved[0]])
        return type(value)(other) if isinstance(other, list) else other
    return value


def parameters(layer_class):
    return {
        p.name: p.default
        for p in inspect.signature(layer_class.__init__).parameters.values()
        if p.name != "self" and p.kind is not p.VAR_KEYWORD
    }


def redrawn(rng, spec):
    """A tensor of the same shape and kind with other values."""
    if spec.get("ragged"):
        return spec
    if spec["dtype"] == "string":
        known = [*np.asarray(spec.get("data", []), dtype=object).ravel(), *TEXTS]
        count = int(np.prod(spec["shape"]))
        return literal(text([rng.choice(known) for _ in range(count)]).reshape(spec["shape"]))
    shape, dtype = spec["shape"], np.dtype(spec["dtype"])
    generator = np.random.RandomState(rng.randrange(2**31))
    if dtype.kind == "f":
        return literal(generator.uniform(-2, 2, size=shape).round(2).astype(dtype))
    known = np.asarray(spec.get("data", [0, 1])).ravel()
    if known.size == 0:
        known = np.asarray([0])
    return literal(generator.choice(known, size=shape).astype(dtype))


def resized(rng, spec):
    if spec.get("ragged"):
        return spec
    shape = list(spec["shape"])
    if shape:
        shape[rng.randrange(len(shape))] = rng.choice(SIZES)
    if rng.random() < 0.04 and len(shape) > 1:
        shape = shape[1:]
    return {**spec, "shape": shape}


def draw(rng, module, layer_class):
    base = copy.deepcopy(rng.choice([c for c in module.CASES if has_values(c)]))
    config = base["config"]
    optional = {n: d for n, d in parameters(layer_class).items() if d is not inspect.Parameter.empty}
    pool = {}
    for case in module.CASES:
        for name, value in case["config"].items():
            if name not in ("name", "weights") and not tensors_in(value):
                pool.setdefault(name, []).append(value)
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        if not pool:
            break
        name = rng.choice(sorted(pool))
        kind = rng.random()
        if kind < 0.6:
            config[name] = copy.deepcopy(rng.choice(pool[name]))
        elif kind < 0.85:
            config[name] = neighbour(rng, copy.deepcopy(config.get(name, rng.choice(pool[name]))))
        elif name in optional:
            config.pop(name, None)
    inputs = base["inputs"]
    fixed = base.get("input_mask") is not None or tensors_in(base.get("call", {}))
    if not fixed and inputs and rng.random() < 0.6:
        at = rng.randrange(len(inputs))
        inputs[at] = resized(rng, inputs[at])
    base["inputs"] = [redrawn(rng, spec) for spec in inputs]
    steering = {"_weights": "drawn", "_weights_after": False, **base, "_gradient": False, "_kind": "outputs"}
    kept = {"config", "inputs", "list", "call", "adapt", "input_mask", "repeat"}
    return {k: v for k, v in steering.items() if k in kept or k.startswith("_")}


def asked(layer_class, declared, identity, dice):
    """What Keras says, with its own randomness seeded by `dice`."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(dice)
    case = {"id": identity, "layer": layer_class.__name__}
    case.update({k: copy.deepcopy(v) for k, v in declared.items() if not k.startswith("_")})
    for name, unused in worker.UNUSED.items():
        if name in case and case[name] == unused:
            del case[name]
    try:
        layer = worker.computed(layer_class, case, declared)
        config = layer.get_config()
        case["get_config"] = {k: v for k, v in config.items() if k != "name"}
    except Exception as error:
        case = {k: v for k, v in case.items() if k not in LEARNT}
        case["raises"] = type(error).__name__
        case["keras_message"] = worker.reason(error)
    return worker.plain(case)


def reseeded(declared):
    """The same with another seed: what differs then is drawn at random."""
    seed = declared["config"].get("seed")
    return {**declared, "config": {**declared["config"], "seed": seed + 1}} if type(seed) is int else declared


def is_undefined(declared):
    """C++ leaves open what a float below 0 is as an unsigned integer: it hangs on where it stands in the tensor."""
    floats = any(spec["dtype"].startswith("float") for spec in declared["inputs"])
    return floats and str(declared["config"].get("dtype")).startswith("uint")


def is_first_format(value):
    if isinstance(value, dict):
        return any(is_first_format(v) for v in value.values())
    if isinstance(value, (list, tuple)):
        return any(is_first_format(v) for v in value)
    return isinstance(value, str) and value.lower() == "channels_first"


with open(out, "a", encoding="utf-8") as lines:
    modules = {key: worker.load(key) for key in keys}
    for number in range(int(first), int(last)):
        rng = random.Random(f"{seed}/{number}")
        key = keys[rng.randrange(len(keys))]
        module = modules[key]
        layer_class = worker.layer_class_of(module)
        declared = draw(rng, module, layer_class)
        if not declared["inputs"] or is_undefined(declared):
            continue  # the start of a model has nothing to compute
        # TensorFlow on a CPU refuses there what Keras itself allows, where case files say so.
        elsewhere = is_first_format(declared["config"]) and any(c.get("backend") == "jax" for c in module.CASES)
        if ("jax" if elsewhere else "tensorflow") != backend:
            continue
        lines.write(json.dumps({"draw": number}) + "\n")
        lines.flush()
        identity = f"{key.split('/')[-1]}/{seed}-{number}"
        case = asked(layer_class, declared, identity, 1)
        again = asked(layer_class, reseeded(declared), identity, 2)
        size = sum(len(y["data"]) for y in case.get("outputs", []))
        changed = any(case.get(k) != again.get(k) for k in ("outputs", "losses", "raises"))
        if type(declared["config"].get("seed")) is not int and case.get("get_config") != again.get("get_config"):
            del case["get_config"]  # a seed that was drawn
        # Random, empty, or too large to be worth its text.
        if changed or size > LARGEST or ("raises" not in case and size == 0):
            case = {"skipped": number}
        lines.write(json.dumps(case) + "\n")
        lines.flush()
