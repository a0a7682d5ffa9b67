"""The words case files are written in.

A case file declares `KERAS` (the class in keras.layers) and `CASES`, a list made with
`case`, `shapes` and `refuse`. A case is plain data: everything in it goes to golden.json,
except keys that start with an underscore, which steer the run.
"""

import numpy as np


def noise(*shape, seed=1, low=-1.0, high=1.0, digits=2):
    """Seeded uniform values with few digits, so that they are exact in a text file."""
    values = np.random.RandomState(seed).uniform(low, high, size=shape)
    return values.round(digits).astype("float32")


def ramp(*shape, start=0, step=1, dtype="float32"):
    """start, start + step, … in row-major order."""
    count = int(np.prod(shape))
    return (start + step * np.arange(count)).reshape(shape).astype(dtype)


def array(values, dtype="float32"):
    return np.array(values, dtype=dtype)


def literal(values, **extra):
    """An array as case files spell it: shape, dtype and row-major data."""
    values = np.asarray(values)
    return {**extra, "shape": list(values.shape), "dtype": str(values.dtype), "data": values}


def blank(*shape, dtype="float32"):
    """A tensor of which only shape and dtype matter; None is an unknown dimension."""
    return {"shape": list(shape), "dtype": dtype}


def _inputs(given):
    tensors = given if isinstance(given, list) else [given]
    return [t if isinstance(t, dict) else literal(t) for t in tensors]


def case(
    name, config, inputs, *, call=None, input_mask=None, weights="drawn", repeat=1, backend="tensorflow"
):
    """What Keras computes.

    call        further call arguments; arrays become tensors
    input_mask  the mask that the first input carries (what an upstream mask_zero left on it)
    weights     "drawn": seeded values for each weight; None: the layer's own initializers
    repeat      how often the layer is called with the same arguments; the last output counts
    backend     "jax" where TensorFlow refuses on a CPU what Keras itself allows
    """
    return {
        "id": name,
        "config": config,
        "inputs": _inputs(inputs),
        "call": _call(call),
        "input_mask": None if input_mask is None else literal(input_mask),
        "repeat": repeat,
        "backend": backend,
        "_kind": "outputs",
        "_weights": weights,
    }


def shapes(name, config, *shape, dtype="float32"):
    """Output shapes and weight count; None in the shape is an unknown dimension."""
    return {
        "id": name,
        "config": config,
        "inputs": [blank(*shape, dtype=dtype)],
        "_kind": "shapes",
    }


def refuse(name, config, inputs=None, *, call=None, after=None, input_mask=None):
    """What Keras raises on. `after`: an input of this shape was taken first."""
    given = blank(1) if inputs is None else inputs
    return {
        "id": name,
        "config": config,
        "inputs": _inputs(given),
        "call": _call(call),
        "input_mask": None if input_mask is None else literal(input_mask),
        "after": after,
        "_kind": "raises",
    }


def _call(call):
    def spell(value):
        if isinstance(value, np.ndarray):
            return literal(value)
        if isinstance(value, list):
            return [spell(v) for v in value]
        return value

    return {key: spell(value) for key, value in (call or {}).items()}
