from declare import blank, case, noise, ramp, refuse, shapes

KERAS = "Conv3D"

x = noise(1, 4, 5, 3, 2)
deep = noise(2, 3, 3, 2, 4, seed=3)
first = noise(1, 2, 4, 3, 5, seed=4)


def config(filters=2, kernel_size=3, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-list", config(2, [2, 3, 1]), x),
    case("kernel-whole-input", config(2, [4, 5, 3]), x),
    case("strides", config(2, 2, strides=[2, 1, 1]), x),
    case("strides-beyond-kernel", config(1, [1, 2, 1], strides=[2, 3, 2]), x, gradient=True),
    case("same", config(padding="same"), x),
    case("same-even-kernel", config(1, [2, 4, 2], padding="same"), x, gradient=True),
    case("same-strides-ragged", config(2, 2, padding="same", strides=[3, 2, 2]), x, gradient=True),
    case("same-kernel-beyond-input", config(1, [5, 7, 1], padding="SAME"), x),
    case("dilation", config(1, 2, dilation_rate=2), x, gradient=True),
    case("dilation-one-axis", config(1, [2, 2, 3], dilation_rate=[3, 1, 1]), x),
    case("same-dilation", config(2, [3, 2, 2], dilation_rate=[1, 3, 2], padding="same"), x, gradient=True),
    case("channels-first", config(2, 2, data_format="channels_first"), first, backend="jax"),
    case(
        "channels-first-all",
        config(4, [3, 2, 2], data_format="channels_first", padding="same", strides=2, groups=2, activation="relu"),
        first,
        backend="jax",
    ),
    case(
        "channels-first-dilation",
        config(2, 2, data_format="channels_first", dilation_rate=[3, 1, 2]),
        first,
        backend="jax",
    ),
    case("groups", config(4, 2, groups=2), deep, gradient=True),
    case("groups-depthwise", config(8, 2, groups=4, padding="same"), deep),
    case("relu", config(2, 2, activation="relu"), x),
    case("no-bias", config(1, 2, use_bias=False), x),
    case(
        "ones",
        config(1, 2, kernel_initializer="ones", bias_initializer={"class_name": "Constant", "config": {"value": 0.5}}),
        ramp(1, 2, 3, 2, 1),
        weights=None,
    ),
    case(
        "regularizers",
        config(1, 2, kernel_regularizer="l1", bias_regularizer="l2", activity_regularizer="l2"),
        x,
        gradient=True,
    ),
    case("constraints", config(1, 2, kernel_constraint="max_norm", bias_constraint="non_neg", trainable=False), x),
    case("lora", config(3, 2, lora_rank=2), x, gradient=True),
    case("no-samples", config(2, 2), noise(0, 4, 5, 3, 2), backend="jax"),
    shapes("unknown-size", config(8), None, None, None, None, 3),
    shapes("same-strides-unknown-depth", config(8, 5, padding="same", strides=2), None, None, 7, 6, 3),
    shapes("kernel-one-too-large", config(2, [2, 3, 3]), None, 4, 2, 3, 2),
    shapes("groups-count", config(12, 3, groups=3), None, 8, 8, 8, 6),
    refuse("missing", {"filters": 2}),
    refuse("filters-zero", config(0), blank(1, 4, 5, 3, 1)),
    refuse("kernel-zero", config(2, [2, 0, 2]), blank(1, 4, 5, 3, 1)),
    refuse("kernel-two", config(2, [3, 3]), blank(1, 4, 5, 3, 1)),
    refuse("kernel-too-large", config(2, [2, 2, 5]), blank(1, 4, 5, 3, 1)),
    refuse("strides-zero", config(strides=[1, 0, 1]), blank(1, 4, 5, 3, 1)),
    refuse("dilation-zero", config(dilation_rate=0), blank(1, 4, 5, 3, 1)),
    refuse(
        "strides-with-dilation", config(2, 2, strides=[1, 2, 1], dilation_rate=[2, 1, 1]), blank(1, 4, 5, 3, 1)
    ),
    refuse("causal", config(padding="causal"), blank(1, 4, 5, 3, 1)),
    refuse("data-format-unknown", config(data_format="NDHWC"), blank(1, 4, 5, 3, 1)),
    refuse("groups-filters", config(4, groups=3), blank(1, 4, 5, 3, 3)),
    refuse("groups-channels", config(4, groups=2), blank(1, 4, 5, 3, 3)),
    refuse("groups-zero", config(4, groups=0), blank(1, 4, 5, 3, 3)),
    refuse("lora-with-constraint", config(2, 2, lora_rank=1, kernel_constraint="max_norm"), blank(1, 4, 5, 3, 1)),
    refuse("unknown-parameter", config(dilation=2), blank(1, 4, 5, 3, 1)),
    refuse("rank-4", config(), blank(4, 5, 3, 1)),
    refuse("rank-6", config(), blank(1, 1, 4, 5, 3, 1)),
    refuse("other-channels", config(), blank(1, 4, 5, 3, 2), after=[1, 4, 5, 3, 1]),
]
