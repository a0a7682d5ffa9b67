from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "LocallyConnected1D"
LIBRARY = "tf_keras"

x = noise(2, 6, 2)
first = noise(2, 2, 6, seed=2)
small = noise(2, 4, 1, seed=3)
mask = array([[1, 1, 0, 1, 1, 0]] * 2, "bool")


def config(filters=3, kernel_size=2, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


FIRST = {"data_format": "channels_first"}

CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-tuple", config(2, [4]), x),
    case("kernel-one", config(2, 1, strides=2), x),
    case("kernel-whole-input", config(2, 6), x),
    case("strides", config(strides=[2]), x, gradient=True),
    case("strides-beyond-kernel", config(2, 1, strides=3), x),
    case("valid-upper-case", config(padding="VALID"), x),
    case("channels-last-upper-case", config(2, data_format="Channels_Last"), x),
    case("channels-first", config(**FIRST), first, gradient=True),
    case("channels-first-strides", config(2, [4], strides=2, **FIRST), first),
    case("matrix", config(implementation=2), x, gradient=True),
    case("matrix-strides", config(2, [4], strides=2, implementation=2), x),
    case("matrix-channels-first", config(2, strides=2, implementation=2, **FIRST), first, gradient=True),
    case("matrix-same", config(2, 3, padding="same", implementation=2), x, gradient=True),
    case("matrix-same-ragged", config(1, 4, strides=3, padding="same", implementation=2), x),
    case("matrix-same-channels-first", config(2, 2, padding="same", implementation=2, **FIRST), first),
    case("list", config(implementation=3), x, gradient=True),
    case("list-strides", config(2, [4], strides=2, implementation=3), x),
    case("list-channels-first", config(2, strides=2, implementation=3, **FIRST), first, gradient=True),
    case("list-same", config(2, 3, padding="SAME", implementation=3), x, gradient=True),
    case("list-same-even", config(2, 2, padding="same", implementation=3), x),
    case("list-same-ragged", config(1, 4, strides=3, padding="same", implementation=3), x),
    case("list-same-beyond-input", config(1, 7, padding="same", implementation=3), small),
    case("list-same-channels-first", config(2, 3, padding="same", implementation=3, **FIRST), first),
    case("relu", config(activation="relu"), x, gradient=True),
    case("hard-sigmoid", config(activation="hard_sigmoid"), x * 4),
    case("softmax-channels-first", config(activation="softmax", **FIRST), first),
    case("no-bias", config(use_bias=False), x),
    case("no-bias-channels-first", config(2, use_bias=False, implementation=3, **FIRST), first),
    case("no-filters", config(0), x),
    case("empty-batch", config(), noise(0, 4, 2)),
    case(
        "ones",
        config(1, 2, kernel_initializer="ones", bias_initializer={"class_name": "Constant", "config": {"value": 0.5}}),
        ramp(1, 4, 1),
        weights=None,
    ),
    case(
        "regularizers",
        config(
            1,
            2,
            kernel_regularizer={"class_name": "L2", "config": {"l2": 0.05}},
            bias_regularizer="l1",
            activity_regularizer="l2",
        ),
        small,
    ),
    case("regularizers-list", config(1, 2, kernel_regularizer="l1", activity_regularizer="l1", implementation=3), small),
    case(
        "regularizers-both",
        config(1, kernel_regularizer="l1_l2", bias_regularizer="l1_l2", activity_regularizer="l1_l2"),
        small,
        gradient=True,
    ),
    case(
        "regularizers-frozen",
        config(1, kernel_regularizer="l1", bias_regularizer="l2", activity_regularizer="l1", trainable=False),
        small,
    ),
    case("constraints", config(1, 2, kernel_constraint="unit_norm", bias_constraint="non_neg"), small),
    case("mask-destroyed", config(), x, input_mask=mask),
    case("training-ignored", config(1), x, call={"training": True}),
    case("frozen-named", config(2, name="local", trainable=False, dtype="float32"), x),
    shapes("unknown-batch", config(4, 3), None, 9, 3),
    shapes("strides-shape", config(4, 3, strides=2), None, 8, 3),
    shapes("matrix-same-shape", config(2, 3, strides=2, padding="same", implementation=2), None, 7, 2),
    shapes("list-shape", config(2, 3, implementation=3, **FIRST), None, 2, 7),
    refuse("missing", {"filters": 2}),
    refuse("filters-negative", config(-1), blank(1, 5, 1)),
    refuse("no-filters-list", config(0, implementation=3), blank(1, 5, 1)),
    refuse("kernel-zero", config(2, 0), blank(1, 5, 1)),
    refuse("kernel-tuple-long", config(2, [2, 2]), blank(1, 5, 1)),
    refuse("kernel-too-large", config(2, 6), blank(1, 5, 1)),
    refuse("strides-zero", config(strides=0), blank(1, 5, 1)),
    refuse("strides-negative", config(strides=-1), blank(1, 5, 1)),
    refuse("padding-same", config(padding="same"), blank(1, 5, 1)),
    refuse("padding-causal", config(padding="causal", implementation=2), blank(1, 5, 1)),
    refuse("padding-unknown", config(padding="full", implementation=2), blank(1, 5, 1)),
    refuse("implementation-unknown", config(implementation=4), blank(1, 5, 1)),
    refuse("data-format-unknown", config(data_format="NHWC"), blank(1, 5, 1)),
    refuse("activation-unknown", config(activation="stretch"), blank(1, 5, 1)),
    refuse("dilation", config(dilation_rate=2), blank(1, 5, 1)),
    refuse("steps-unknown", config(), blank(1, None, 1)),
    refuse("channels-unknown", config(), blank(1, 5, None)),
    refuse("rank-2", config(), blank(5, 1)),
    refuse("rank-4", config(), blank(1, 1, 5, 1)),
    refuse("other-channels", config(), blank(1, 5, 2), after=[1, 5, 1]),
    refuse("shorter", config(implementation=2), blank(1, 4, 1), after=[1, 5, 1]),
    refuse("mask-argument", config(), blank(1, 5, 1), call={"mask": array([[1, 1, 0, 1, 1]], "bool")}),
]
