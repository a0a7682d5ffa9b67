from declare import blank, case, noise, ramp, refuse, shapes

KERAS = "Conv2D"

x = noise(1, 5, 6, 2)
small = noise(2, 4, 4, 1, seed=2)
deep = noise(1, 4, 4, 4, seed=3)
first = noise(1, 2, 5, 6, seed=4)


def config(filters=2, kernel_size=3, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-tuple", config(2, [2, 3]), x),
    case("kernel-whole-input", config(2, [5, 6]), x),
    case("strides", config(strides=[2, 1]), x),
    case("strides-beyond-kernel", config(1, 2, strides=3), x, gradient=True),
    case("same", config(padding="same"), x),
    case("same-even-kernel", config(1, [2, 4], padding="same"), x),
    case("same-strides-ragged", config(1, 2, padding="same", strides=[3, 4]), x, gradient=True),
    case("same-upper-case", config(1, padding="SAME"), x),
    case("dilation", config(1, 2, dilation_rate=3), x),
    case("dilation-one-axis", config(1, [2, 3], dilation_rate=[3, 1]), x, gradient=True),
    case("same-dilation", config(1, dilation_rate=2, padding="same"), x, gradient=True),
    case("channels-first", config(data_format="channels_first"), first, backend="jax"),
    case(
        "channels-first-all",
        config(4, [3, 2], data_format="channels_first", padding="same", strides=2, groups=2, activation="relu"),
        first,
        backend="jax",
    ),
    case("groups", config(4, 2, groups=2), deep, gradient=True),
    case("groups-depthwise", config(8, 2, groups=4, padding="same"), deep, gradient=True),
    case("relu", config(activation="relu"), x),
    case("no-bias", config(use_bias=False), x),
    case(
        "ones",
        config(1, 2, kernel_initializer="ones", bias_initializer={"class_name": "Constant", "config": {"value": 0.5}}),
        ramp(1, 3, 3, 1),
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
    case("constraints", config(1, 2, kernel_constraint="unit_norm", bias_constraint="non_neg"), small),
    case("lora", config(3, 2, lora_rank=2), x, gradient=True),
    case("strides-leave-rest", config(2, 2, strides=[3, 2], activation="tanh"), noise(2, 6, 7, 2, seed=5), gradient=True),
    case("dilation-groups", config(4, 2, groups=2, dilation_rate=[2, 1]), deep, gradient=True),
    shapes("unknown-size", config(32), None, None, None, 3),
    shapes("same-strides-unknown-height", config(8, 5, padding="same", strides=2), None, None, 7, 3),
    shapes("groups-count", config(12, 3, groups=3), None, 28, 28, 6),
    shapes("kernel-one-too-large", config(2, 6), None, 5, 6, 2),
    refuse("missing", {"filters": 2}),
    refuse("filters-zero", config(0), blank(1, 5, 5, 1)),
    refuse("kernel-zero", config(2, 0), blank(1, 5, 5, 1)),
    refuse("kernel-three", config(2, [3, 3, 3]), blank(1, 5, 5, 1)),
    refuse("kernel-too-large", config(2, 7), blank(1, 5, 5, 1)),
    refuse("dilation-too-large", config(2, 3, dilation_rate=4), blank(1, 5, 5, 1)),
    refuse("strides-zero", config(strides=[1, 0]), blank(1, 5, 5, 1)),
    refuse("dilation-zero", config(dilation_rate=0), blank(1, 5, 5, 1)),
    refuse("strides-with-dilation", config(2, 2, strides=[1, 2], dilation_rate=[2, 1]), blank(1, 5, 5, 1)),
    refuse("causal", config(padding="causal"), blank(1, 5, 5, 1)),
    refuse("data-format-unknown", config(data_format="NHWC"), blank(1, 5, 5, 1)),
    refuse("groups-filters", config(4, groups=3), blank(1, 5, 5, 3)),
    refuse("groups-channels", config(4, groups=2), blank(1, 5, 5, 3)),
    refuse("lora-with-constraint", config(lora_rank=1, kernel_constraint="max_norm"), blank(1, 5, 5, 1)),
    refuse("unknown-parameter", config(dilation=2), blank(1, 5, 5, 1)),
    refuse("rank-3", config(), blank(5, 5, 1)),
    refuse("rank-5", config(), blank(1, 1, 5, 5, 1)),
    refuse("other-channels", config(), blank(1, 5, 5, 2), after=[1, 5, 5, 1]),
]
