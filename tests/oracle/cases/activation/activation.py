from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Activation"

NAMES = [
    "relu", "leaky_relu", "relu6", "softmax", "elu", "selu", "softplus", "softsign", "silu", "gelu", "tanh",
    "sigmoid", "exponential", "hard_sigmoid", "hard_silu", "linear", "mish", "log_softmax",
]  # fmt: skip

# Both sides of every bend: 0, ±3 (hard_sigmoid, hard_silu), 6 (relu6), and far out.
line = array([[-20, -6.5, -3.5, -3, -2.5, -1, -0.1], [0, 0.1, 1, 2.5, 3, 6.5, 20]])

CASES = [
    *[case(name.replace("_", "-"), {"activation": name}, line, gradient=True) for name in NAMES],
    case("swish-is-silu", {"activation": "swish"}, line),
    case("hard-swish-is-hard-silu", {"activation": "hard_swish"}, line),
    case("none-is-linear", {"activation": None}, line),
    case("softmax-last-axis", {"activation": "softmax"}, noise(2, 2, 3, high=4)),
    case("softmax-rank-1", {"activation": "softmax"}, ramp(4)),
    case("softmax-large", {"activation": "softmax"}, array([[1000, 1001, 999], [-1000, 0, -1000]])),
    case("log-softmax-large", {"activation": "log_softmax"}, array([[1000, 1001, 999]])),
    case("softplus-large", {"activation": "softplus"}, array([[-100, 100]])),
    case("rank-4", {"activation": "tanh"}, noise(1, 2, 2, 3)),
    case("scalar", {"activation": "sigmoid"}, array(0.5)),
    case("int32", {"activation": "relu"}, ramp(2, 3, start=-3, dtype="int32")),
    case("mask-passes", {"activation": "relu"}, noise(2, 3, 2), input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("training-ignored", {"activation": "elu", "name": "bend", "trainable": False}, noise(2, 2), call={"training": True}),
    case("activity-regularizer", {"activation": "relu", "activity_regularizer": "l1"}, noise(2, 2)),
    shapes("unknown-dimensions", {"activation": "gelu"}, None, None, 3),
    refuse("missing", {}),
    refuse("unknown", {"activation": "rely"}, blank(1, 2)),
    refuse("other-case", {"activation": "ReLU"}, blank(1, 2)),
    refuse("camel-case", {"activation": "hardSigmoid"}, blank(1, 2)),
    refuse("number", {"activation": 0.2}, blank(1, 2)),
    refuse("layer-only-name", {"activation": "prelu"}, blank(1, 2)),
    refuse("unknown-parameter", {"activation": "relu", "max_value": 6}, blank(1, 2)),
    refuse("mask-argument", {"activation": "relu"}, blank(1, 2), call={"mask": array([1], "bool")}),
]
