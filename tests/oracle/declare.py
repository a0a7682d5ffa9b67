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


def text(values):
    """An array of strings. numpy's own kind of text would drop NULs at the end."""
    return np.array(values, dtype=object)


def ragged(values, dtype="string"):
    """Rows of different lengths, as nested lists."""
    return {"shape": _bounds(values), "dtype": dtype, "ragged": True, "data": values}


def _bounds(values):
    """The shape of nested lists: None along every axis but the first."""
    depth, level = 1, values
    while any(isinstance(v, list) for v in level):
        depth, level = depth + 1, [w for v in level for w in v]
    return [len(values)] + [None] * (depth - 1)


def literal(values, **extra):
    """An array as case files spell it: shape, dtype and row-major data."""
    values = np.asarray(values)
    dtype = "string" if values.dtype.kind in "OSU" else str(values.dtype)
    return {**extra, "shape": list(values.shape), "dtype": dtype, "data": values}


def blank(*shape, dtype="float32"):
    """A tensor of which only shape and dtype matter; None is an unknown dimension."""
    return {"shape": list(shape), "dtype": dtype}


def _inputs(given):
    tensors = given if isinstance(given, list) else [given]
    return [t if isinstance(t, dict) else literal(t) for t in tensors]


def _is_list_of_one(given):
    return isinstance(given, list) and len(given) == 1


def case(
    name,
    config,
    inputs,
    *,
    call=None,
    adapt=None,
    input_mask=None,
    weights="drawn",
    repeat=1,
    backend="tensorflow",
    weights_after=False,
    gradient=False,
    tolerance=None,
):
    """What Keras computes.

    call        further call arguments; arrays become tensors
    adapt       what `layer.adapt` is given first: an array, or a list of them for a dataset of batches. The
                weights are then those that this leaves
    input_mask  the mask that the first input carries (what an upstream mask_zero left on it); a list
                of masks, None for none, where there are several inputs
    weights     "drawn": seeded values for each weight; None: the layer's own initializers
    repeat      how often the layer is called with the same arguments; the last output counts
    backend     "jax" where TensorFlow refuses on a CPU what Keras itself allows
    weights_after  also what the weights are after the call (moving averages, power iteration)
    gradient    also the gradients (GradientTape) of all float inputs and trainable weights, for seeded
                values coming from above
    tolerance   greatest difference allowed, where the default of 1e-5 cannot hold (long recurrences)
    """
    return {
        "id": name,
        "config": config,
        "inputs": _inputs(inputs),
        "list": _is_list_of_one(inputs),
        "call": _call(call),
        "adapt": _adapt(adapt),
        "input_mask": _masks(input_mask),
        "repeat": repeat,
        "backend": backend,
        "tolerance": tolerance,
        "_weights_after": weights_after,
        "_gradient": gradient,
        "_kind": "outputs",
        "_weights": weights if adapt is None else None,
    }


def shapes(name, config, *shape, dtype="float32"):
    """Output shapes and weight count; None in the shape is an unknown dimension. Shapes in lists: several inputs."""
    several = shape and all(isinstance(one, (list, tuple)) for one in shape)
    return {
        "id": name,
        "config": config,
        "inputs": [blank(*one, dtype=dtype) for one in (shape if several else [shape])],
        "list": bool(several) and len(shape) == 1,
        "_kind": "shapes",
    }


def refuse(name, config, inputs=None, *, call=None, adapt=None, after=None, input_mask=None):
    """What Keras raises on. `after`: an input of this shape was taken first. `adapt`: as in `case`."""
    given = blank(1) if inputs is None else inputs
    return {
        "id": name,
        "config": config,
        "inputs": _inputs(given),
        "list": _is_list_of_one(given),
        "call": _call(call),
        "adapt": _adapt(adapt),
        "input_mask": _masks(input_mask),
        "after": after,
        "_kind": "raises",
    }


def _adapt(given):
    if given is None:
        return None
    return _inputs(given) if isinstance(given, list) else _inputs([given])[0]


def _masks(given):
    if isinstance(given, list):
        return [None if one is None else literal(one) for one in given]
    return None if given is None else literal(given)


def _call(call):
    def spell(value):
        if isinstance(value, np.ndarray):
            return literal(value)
        if isinstance(value, list):
            return [spell(v) for v in value]
        return value

    return {key: spell(value) for key, value in (call or {}).items()}
