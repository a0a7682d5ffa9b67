"""Runs declared cases on real Keras: `worker.py BACKEND OUT KEY…` leaves results as JSON in OUT.

One process is one Keras backend. Knows no layer.
"""

import contextlib
import hashlib
import importlib.util
import inspect
import io
import json
import math
import os
import pathlib
import re
import sys
import warnings
import zlib

backend, out, *keys = sys.argv[1:]
os.environ["KERAS_BACKEND"] = backend
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402
import numpy as np  # noqa: E402

from declare import literal, noise  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
LAYERS = HERE.parent.parent / "content" / "layers"
DIGITS = 8
UNUSED = {
    "call": {},
    "adapt": None,
    "input_mask": None,
    "after": None,
    "list": False,
    "repeat": 1,
    "backend": "tensorflow",
    "tolerance": None,
}


def plain(value):
    """JSON without arrays: floats to 8 significant digits, null for what is not finite, booleans as 0 and 1."""
    if isinstance(value, np.ndarray):
        return [plain(v) for v in value.ravel()]
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, np.bool_):
        return int(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.floating):
        return number(float(str(value)))
    if isinstance(value, float):
        return number(value)
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def number(value):
    if not math.isfinite(value):
        return None
    short = float(f"{value:.{DIGITS}g}")
    return int(short) if short == int(short) and abs(short) < 2**53 else short


def load(key):
    spec = importlib.util.spec_from_file_location(key.replace("/", "_"), HERE / "cases" / f"{key}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_literal(value):
    return isinstance(value, dict) and {"shape", "dtype"} <= set(value)


def tensor(spec):
    if spec.get("ragged"):
        return tensorflow().ragged.constant(spec["data"], spec["dtype"], ragged_rank=len(spec["shape"]) - 1)
    if spec["dtype"] == "string":
        values = np.asarray(spec.get("data", np.full(spec["shape"], "")), dtype=object)
        return tensorflow().constant(values.reshape(spec["shape"]), "string")
    values = spec["data"] if "data" in spec else np.ones(spec["shape"])
    return keras.ops.convert_to_tensor(np.asarray(values, dtype=spec["dtype"]))


def tensorflow():
    """Keras itself has neither strings nor rows of different lengths."""
    import tensorflow

    return tensorflow


def written(output):
    """An output as case files spell it; a sparse one is written out."""
    if type(output).__name__ == "RaggedTensor":
        shape = output.shape.as_list()
        return {"shape": shape, "dtype": output.dtype.name, "ragged": True, "data": output.to_list()}
    return literal(keras.ops.convert_to_numpy(output))


def adapt(layer, spec):
    """Shows the layer its data: one tensor, or a dataset of batches."""
    if isinstance(spec, list):
        batches = [tensor(one) for one in spec]
        sizes = [column[0] if len(set(column)) == 1 else None for column in zip(*(b.shape for b in batches))]
        signature = tensorflow().TensorSpec(sizes, batches[0].dtype)
        layer.adapt(tensorflow().data.Dataset.from_generator(lambda: iter(batches), output_signature=signature))
    elif spec is not None:
        layer.adapt(tensor(spec))


def each(value, build):
    """`value` with every tensor literal in it replaced by what `build` makes of it."""
    if is_literal(value):
        return build(value)
    if isinstance(value, dict):
        return {k: each(v, build) for k, v in value.items()}
    if isinstance(value, list):
        return [each(v, build) for v in value]
    return value


def keywords(case):
    """The constructor's arguments; a serialized layer becomes one."""
    values = lambda spec: np.asarray(spec["data"])
    return {name: nested(each(value, values)) for name, value in case["config"].items()}


def nested(value):
    if isinstance(value, list):
        return [nested(v) for v in value]
    if isinstance(value, dict) and value.get("class_name") == "function":
        return keras.saving.deserialize_keras_object(value)
    if isinstance(value, dict) and hasattr(keras.layers, str(value.get("class_name"))):
        config = {name: nested(v) for name, v in value.get("config", {}).items()}
        return getattr(keras.layers, value["class_name"])(**config)
    return value


def keras_of(layer_class):
    """keras, or what a case file names as its LIBRARY."""
    return sys.modules[layer_class.__module__.split(".")[0]]


def arguments(case, layer_class):
    """What call takes: the inputs, and the further arguments by name."""
    unknown = any(None in spec["shape"] and not spec.get("ragged") for spec in case["inputs"])
    inputs = [symbolic(spec, layer_class) if unknown else tensor(spec) for spec in case["inputs"]]
    masks = case.get("input_mask") or []
    for one, mask in zip(inputs, masks if isinstance(masks, list) else [masks]):
        if mask is not None:
            one._keras_mask = tensor(mask)
    return given(case, inputs), each(case.get("call", {}), tensor)


def given(case, inputs):
    """A single input comes by itself, unless the case puts it into a list."""
    return inputs[0] if len(inputs) == 1 and not case.get("list") else inputs


def symbolic(spec, layer_class):
    return keras_of(layer_class).Input(batch_shape=spec["shape"], dtype=spec["dtype"])


def listed(outputs):
    """All tensors in a row: cells give lists of states inside their outputs."""
    if isinstance(outputs, (list, tuple)):
        return [one for part in outputs for one in listed(part)]
    return [outputs]


def drawn_weights(layer, identity):
    """Seeded values for every weight, biases included, so that a lost or misplaced one shows."""
    seed = zlib.crc32(identity.encode())
    return [
        literal(noise(*w.shape, seed=(seed + i) % 2**32, digits=3), name=bare(w.name))
        for i, w in enumerate(layer.weights)
    ]


def takes_several(layer):
    """Whether the layer's call wants its inputs as arguments of their own, not as a list."""
    wanted = inspect.signature(layer.call).parameters.values()
    return len([p for p in wanted if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]) > 1


def called(layer, inputs, call):
    if isinstance(inputs, list) and not inputs:
        return layer.output
    return layer(*inputs, **call) if isinstance(inputs, list) and takes_several(layer) else layer(inputs, **call)


def build(layer, inputs):
    if not inspect.signature(layer.build).parameters:
        layer.build()
        return
    shapes = [tuple(x.shape) for x in listed(inputs)]
    if isinstance(inputs, list) and takes_several(layer):
        layer.build(*shapes)
    else:
        layer.build(shapes if isinstance(inputs, list) else shapes[0])


def bare(name):
    """`kernel` for what Keras 2 calls `dense/kernel:0`."""
    return name.split("/")[-1].split(":")[0]


def computed(layer_class, case, declared):
    layer = layer_class(**keywords(case))
    adapt(layer, case.get("adapt"))
    inputs, call = arguments(case, layer_class)
    # What adapt builds cannot be built again.
    if not (case.get("adapt") and layer.built):
        build(layer, inputs)
    if declared["_weights"] == "drawn" and layer.weights:
        case["weights"] = drawn_weights(layer, case["id"])
        layer.set_weights([w["data"] for w in case["weights"]])
        # Some layers compute with what they made of their weights, and look at new ones as a loaded model tells them.
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()
    for _ in range(case.get("repeat", 1)):
        outputs = listed(called(layer, inputs, call))
    case["outputs"] = [written(y) for y in outputs]
    if hasattr(layer, "get_vocabulary"):
        case["vocabulary"] = layer.get_vocabulary()
    mask = getattr(outputs[0], "_keras_mask", None)
    if mask is not None or case.get("input_mask"):
        case["output_mask"] = None if mask is None else literal(keras.ops.convert_to_numpy(mask))
    if layer.losses:
        case["losses"] = [float(v) for v in layer.losses]
    if declared["_weights_after"]:
        case["weights_after"] = [literal(np.asarray(w), name=w.name) for w in layer.weights]
    if declared["_gradient"]:
        case["gradients"] = gradients(layer, inputs, call, case)
    return layer


def gradients(layer, inputs, call, case):
    """What sum(outputs * upstream) depends on, and how: for all float inputs, then for the trainable weights."""
    import tensorflow as tf

    above = [noise(*y["shape"], seed=len(y["shape"]) + i, digits=2) for i, y in enumerate(case["outputs"])]
    floats = [x for x in listed(inputs) if x.dtype.is_floating]
    weights = [w if isinstance(w, tf.Variable) else w.value for w in layer.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch(floats)
        outputs = listed(called(layer, inputs, call))
        total = sum(tf.reduce_sum(y * g) for y, g in zip(outputs, above) if y.dtype.is_floating)
    found = tape.gradient(total, [*floats, *weights], unconnected_gradients=tf.UnconnectedGradients.ZERO)
    found = [literal(tf.convert_to_tensor(g).numpy()) for g in found]
    return {
        "upstream": [literal(g) for g in above],
        "inputs": found[: len(floats)],
        "weights": found[len(floats) :],
    }


def shape_only(layer_class, case, declared):
    layer = layer_class(**keywords(case))
    inputs = [symbolic(spec, layer_class) for spec in case["inputs"]]
    outputs = listed(called(layer, given(case, inputs), {}))
    case["output_shapes"] = [list(y.shape) for y in outputs]
    case["weight_count"] = layer.count_params()
    return layer


def refused(layer_class, case, declared):
    # Made before the attempt, so that nothing but Keras can be what refuses.
    config, (inputs, call) = keywords(case), arguments(case, layer_class)
    try:
        layer = layer_class(**config)
        adapt(layer, case.get("adapt"))
        if case.get("after"):
            layer(keras.ops.ones(case["after"]))
        called(layer, inputs, call)
    except Exception as error:
        case["raises"] = type(error).__name__
        case["keras_message"] = reason(error)
        return None
    raise SystemExit(f"{case['id']}: declared as refused, but Keras took it")


def reason(error):
    """The first line that says why; Keras and TensorFlow wrap it in where."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("Exception encountered when calling")]
    return re.sub(r"\{\{function_node .*?\}\} | \[Op:.*|\x1b\[\dm", "", lines[0] if lines else "")


KINDS = {"outputs": computed, "shapes": shape_only, "raises": refused}


def run(layer_class, exported_as, key, declared):
    keras_of(layer_class).backend.clear_session()
    keras.utils.set_random_seed(1)
    case = {"id": f"{key.split('/')[-1]}/{declared['id']}", "layer": exported_as}
    for name, value in declared.items():
        if not name.startswith("_") and name != "id" and not (name in UNUSED and value == UNUSED[name]):
            case[name] = value
    try:
        layer = KINDS[declared["_kind"]](layer_class, case, declared)
    except Exception as error:
        raise SystemExit(f"{case['id']}: declared as taken, but Keras said {type(error).__name__}: {error}")
    return case, layer


def layer_class_of(module):
    library = importlib.import_module(getattr(module, "LIBRARY", "keras"))
    return getattr(library.layers, module.KERAS)


def cases(key):
    """All of a layer's cases that this backend runs, by id. The layer's get_config goes with the first
    case in which a parameter leaves its default, so that each is once written and read back."""
    module = load(key)
    layer_class = layer_class_of(module)
    # What JSON cannot hold is left to the unit tests.
    unwritten = getattr(module, "NOT_IN_JSON", [])
    if forgotten := [name for name in untried(layer_class, module.CASES) if name not in unwritten]:
        raise SystemExit(f"{key}: no case in which {', '.join(forgotten)} leaves its default")
    seen, results = set(), {}
    for declared in module.CASES:
        if declared.get("backend", "tensorflow") != backend:
            continue
        case, layer = run(layer_class, module.KERAS, key, declared)
        if layer is not None and not (seen and set(case["config"]) <= seen):
            seen |= set(case["config"])
            config = layer.get_config()
            case["get_config"] = {k: v for k, v in config.items() if k != "name"}
        if declared["id"] in results:
            raise SystemExit(f"{case['id']}: declared twice")
        results[declared["id"]] = case
    return results


def untried(layer_class, declared):
    """Constructor parameters that stay at their default in every case that Keras takes."""
    taken = [case["config"] for case in declared if case["_kind"] != "raises"]
    return [
        p.name
        for p in inspect.signature(layer_class.__init__).parameters.values()
        if p.name != "self"
        and p.kind is not p.VAR_KEYWORD
        and not any(p.name in config and config[p.name] != p.default for config in taken)
    ]


def snippet(key):
    """What the page's Python snippet prints, and the text it was printed by."""
    path = LAYERS / key / "snippet.py"
    if not path.exists():
        return None
    keras.backend.clear_session()
    source = path.read_text("utf-8")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, str(path), "exec"), {"__name__": "__main__"})
    return {"source_sha256": hashlib.sha256(source.encode()).hexdigest(), "stdout": printed.getvalue()}


warnings.filterwarnings("ignore")
results = {}
for key in keys:
    results[key] = {"cases": cases(key), "order": [c["id"] for c in load(key).CASES]}
    if backend == "tensorflow":
        library = keras_of(layer_class_of(load(key)))
        results[key].update(keras=library.__version__, tensorflow=tensorflow().__version__, snippet=snippet(key))
pathlib.Path(out).write_text(json.dumps(plain(results)), "utf-8")
