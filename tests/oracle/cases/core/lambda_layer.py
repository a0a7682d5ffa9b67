from declare import array, blank, case, literal, noise, refuse, shapes

KERAS = "Lambda"

x = noise(2, 3, low=-3, high=3)
sequence = noise(2, 3, 2, seed=2)
carried = array([[1, 1, 0], [1, 0, 0]], "bool")


def function(name):
    """A function of Keras's activations, as Keras serializes it."""
    return {"module": "builtins", "class_name": "function", "config": name, "registered_name": "function"}


def config(activation="tanh", **more):
    return {"function": function(activation), **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("relu", config("relu"), x, gradient=True),
    case("rank-1", config("sigmoid"), noise(4, seed=3)),
    case("silu", config("silu"), x),
    case("linear", config("linear"), x),
    case("arguments", config("relu", arguments={"max_value": 1.0}), x),
    case(
        "arguments-all",
        config("relu", arguments={"negative_slope": 0.5, "max_value": 2.0, "threshold": 0.25}),
        x,
        gradient=True,
    ),
    case("argument-alpha", config("elu", arguments={"alpha": 0.5}), x, gradient=True),
    case("argument-slope", config("leaky_relu", arguments={"negative_slope": 0.1}), x),
    case("argument-axis", config("softmax", arguments={"axis": 1}), sequence, gradient=True),
    case("argument-axis-of-logs", config("log_softmax", arguments={"axis": -2}), sequence),
    case("argument-approximate", config("gelu", arguments={"approximate": True}), x, gradient=True),
    case("argument-exact", config("gelu", arguments={"approximate": False}), x),
    case("output-shape", config(output_shape=[3]), x),
    case("mask", config(mask=literal(array([[1, 0, 1], [1, 1, 0]], "bool"))), sequence),
    case("mask-replaces-the-input's", config(mask=literal(carried)), sequence, input_mask=carried),
    case("mask-ends", config(), sequence, input_mask=carried),
    case("activity-regularizer", config(activity_regularizer="l2"), x),
    case("training-unused", config(), x, call={"training": True}),
    case("named", config(name="squash", trainable=False), x),
    case("two-inputs-are-stacked", config(), [x, noise(2, 3, seed=4)]),
    case("empty-batch", config(), noise(0, 3)),
    shapes("unknown-sizes", config(), None, None, 3),
    refuse("function-missing", {}, x),
    refuse("function-text", {"function": "relu"}, x),
    refuse("function-number", {"function": 3}, x),
    refuse("argument-unknown", config("elu", arguments={"beta": 2.0}), x),
    refuse("argument-for-none", config("tanh", arguments={"alpha": 2.0}), x),
    refuse("two-inputs-of-other-shapes", config(), [blank(2, 3), blank(2, 4)]),
    refuse("unknown-parameter", config(units=2), x),
]
