from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Dense"

x = noise(2, 3)
sequence = noise(2, 4, 3, seed=2)
constant = {"class_name": "Constant", "config": {"value": 0.25}}

CASES = [
    case("defaults", {"units": 4}, x, gradient=True),
    case("rank-3", {"units": 2}, sequence),
    case("rank-4", {"units": 2}, noise(2, 2, 2, 3, seed=3)),
    case("relu", {"units": 4, "activation": "relu"}, x),
    case("gelu", {"units": 3, "activation": "gelu"}, x, gradient=True),
    case("hard-sigmoid", {"units": 3, "activation": "hard_sigmoid"}, 4 * x),
    case("activation-none", {"units": 2, "activation": None}, x),
    case("no-bias", {"units": 3, "use_bias": False}, x),
    case("constant-kernel", {"units": 2, "kernel_initializer": constant}, x, weights=None),
    case("identity-kernel", {"units": 3, "kernel_initializer": "identity"}, x, weights=None),
    case(
        "ones-zeros-names",
        {"units": 2, "kernel_initializer": "Ones", "bias_initializer": "ones"},
        x,
        weights=None,
    ),
    case(
        "regularizers",
        {
            "units": 2,
            "kernel_regularizer": "l2",
            "bias_regularizer": {"class_name": "L1", "config": {"l1": 0.1}},
            "activity_regularizer": {"class_name": "L1L2", "config": {"l1": 0.01, "l2": 0.02}},
        },
        x,
    ),
    case(
        "constraints",
        {"units": 2, "kernel_constraint": "non_neg", "bias_constraint": {"class_name": "MaxNorm", "config": {"max_value": 1.5, "axis": 0}}},
        x,
    ),
    case("lora", {"units": 4, "lora_rank": 2}, x, gradient=True),
    case("lora-no-bias", {"units": 4, "lora_rank": 1, "use_bias": False}, x),
    case("lora-rank-zero-is-off", {"units": 2, "lora_rank": 0}, x),
    case("frozen-named", {"units": 2, "name": "scores", "dtype": "float32", "trainable": False}, x),
    case("int32-input", {"units": 2}, ramp(2, 3, dtype="int32")),
    case("mask-passes", {"units": 2}, sequence, input_mask=array([[1, 1, 0, 0], [1, 1, 1, 0]], "bool")),
    case("empty-batch", {"units": 2}, noise(0, 3)),
    case("training-ignored", {"units": 2}, x, call={"training": True}),
    shapes("unknown-batch", {"units": 10}, None, 784),
    shapes("unknown-time", {"units": 5, "use_bias": False}, None, None, 8),
    shapes("lora-count", {"units": 64, "lora_rank": 4}, None, 32),
    shapes("zero-units", {"units": 0}, 2, 3),
    refuse("units-missing", {}),
    refuse("units-negative", {"units": -1}, blank(2, 3)),
    refuse("units-fraction", {"units": 2.5}, blank(2, 3)),
    refuse("activation-unknown", {"units": 2, "activation": "ReLU"}, blank(2, 3)),
    refuse("initializer-unknown", {"units": 2, "kernel_initializer": "glorot"}, blank(2, 3)),
    refuse("bias-identity", {"units": 2, "bias_initializer": "identity"}, blank(2, 3)),
    refuse("regularizer-unknown", {"units": 2, "kernel_regularizer": "l1_l2"}, blank(2, 3)),
    refuse("constraint-unknown", {"units": 2, "bias_constraint": "positive"}, blank(2, 3)),
    refuse("lora-with-constraint", {"units": 2, "lora_rank": 2, "kernel_constraint": "non_neg"}, blank(2, 3)),
    refuse("unknown-parameter", {"units": 2, "unit": 3}, blank(2, 3)),
    refuse("rank-1", {"units": 2}, blank(3)),
    refuse("features-unknown", {"units": 2}, blank(None, None)),
    refuse("other-features", {"units": 2}, blank(2, 4), after=[2, 3]),
    refuse("two-inputs", {"units": 2}, [blank(2, 3), blank(2, 3)]),
    refuse("mask-argument", {"units": 2}, blank(2, 3), call={"mask": array([1, 1], "bool")}),
]
