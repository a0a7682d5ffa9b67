from declare import blank, case, noise, refuse

KERAS = "LSTMCell"

x = noise(3, 4)
states = [noise(3, 2, seed=3), noise(3, 2, seed=4)]


def config(units=2, **more):
    return {"units": units, **more}


def called(name, more=None, inputs=x, given=states, **options):
    return case(name, config(**(more or {})), inputs, call={"states": given}, **options)


weightless = {"kernel_initializer": "ones", "recurrent_initializer": "identity"}

CASES = [
    called("defaults", gradient=True),
    called("no-bias", {"use_bias": False}, gradient=True),
    called("bias-ones", {"bias_initializer": "ones", **weightless}, weights=None),
    called("activation-relu", {"activation": "relu"}),
    called("activation-none", {"activation": None}),
    called("units-1", {"units": 1}, given=[s[:, :1] for s in states]),
    called("zero-states", given=[0 * s for s in states]),
    called("one-sample", inputs=x[:1], given=[s[:1] for s in states]),
    called("states-of-one-sample", given=[s[:1] for s in states]),
    called("training-without-dropout", {"seed": 5}, repeat=2),
    called("dropout-inference", {"dropout": 0.5, "recurrent_dropout": 0.25, "seed": 3}),
    case("dropout-below-zero-is-none", config(dropout=-1), x, call={"states": states, "training": True}),
    called("recurrent-hard-sigmoid", {"recurrent_activation": "hard_sigmoid"}, inputs=4 * x),
    called("implementation-1", {"implementation": 1}),
    called("no-forget-bias", {"unit_forget_bias": False, **weightless}, weights=None),
    called("forget-bias", weightless, weights=None),
    called(
        "regularizers",
        {
            "kernel_regularizer": "l2",
            "recurrent_regularizer": "l1",
            "bias_regularizer": {"class_name": "L2", "config": {"l2": 0.1}},
        },
    ),
    called(
        "constraints-frozen-named",
        {
            "kernel_constraint": "max_norm",
            "recurrent_constraint": "unit_norm",
            "bias_constraint": "non_neg",
            "trainable": False,
            "name": "step",
        },
    ),
    called("activity-regularizer", {"activity_regularizer": "l2"}),
    called("int32-input", inputs=(4 * x).astype("int32")),
    called("empty-batch", inputs=x[:0], given=[s[:0] for s in states]),
    called("no-features", inputs=x[:, :0]),
    refuse("units-missing", {}),
    refuse("units-zero", config(0), blank(3, 4), call={"states": states}),
    refuse("activation-unknown", config(activation="Tanh"), blank(3, 4), call={"states": states}),
    refuse("dropout-one", config(dropout=1.0), blank(3, 4), call={"states": states}),
    refuse("recurrent-dropout-one", config(recurrent_dropout=1), blank(3, 4), call={"states": states}),
    refuse("unknown-parameter", config(return_sequences=True), blank(3, 4), call={"states": states}),
    refuse("recurrent-activation-unknown", config(recurrent_activation="hardSigmoid"), blank(3, 4), call={"states": states}),
    refuse("one-state", config(), blank(3, 4), call={"states": states[:1]}),
    refuse("rank-3", config(), blank(3, 2, 4), call={"states": states}),
    refuse("no-states", config(), blank(3, 4)),
    refuse("state-of-other-size", config(), blank(3, 4), call={"states": [noise(3, 3) for _ in states]}),
    refuse("state-of-other-batch", config(), blank(3, 4), call={"states": [noise(2, 2) for _ in states]}),
    refuse("features-unknown", config(), blank(None, None)),
    refuse("mask", config(), blank(3, 4), call={"states": states, "mask": noise(3, 4) > 0}),
]
