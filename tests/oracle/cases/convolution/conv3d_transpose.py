from declare import blank, case, noise, ramp, refuse, shapes

KERAS = "Conv3DTranspose"

x = noise(1, 2, 3, 2, 2)
deep = noise(2, 2, 1, 2, 3, seed=3)
first = noise(1, 2, 2, 3, 2, seed=4)


def config(filters=2, kernel_size=2, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-list", config(2, [2, 3, 1]), x),
    case("strides", config(1, 2, strides=[2, 1, 2]), x, gradient=True),
    case("strides-beyond-kernel", config(1, [1, 2, 1], strides=[2, 3, 2]), x, gradient=True),
    case("same", config(1, 3, padding="same"), x),
    case("same-even-kernel", config(1, [2, 4, 2], padding="SAME"), x, gradient=True),
    case("same-strides", config(1, [3, 2, 2], padding="same", strides=2), deep, gradient=True),
    case("same-strides-beyond-kernel", config(1, 2, padding="same", strides=[3, 1, 2]), deep),
    case("dilation", config(1, 2, dilation_rate=[3, 2, 1]), x, backend="jax"),
    case("same-dilation", config(2, 2, dilation_rate=2, padding="same"), x, backend="jax"),
    case("dilation-trained", config(1, 2, dilation_rate=2), deep, gradient=True),
    case("channels-first", config(data_format="channels_first"), first, backend="jax"),
    case(
        "channels-first-all",
        config(3, [2, 1, 3], data_format="channels_first", padding="same", strides=2, activation="relu"),
        first,
        backend="jax",
    ),
    case("output-padding", config(1, [1, 2, 2], strides=[2, 2, 3], output_padding=[1, 1, 2]), deep, gradient=True),
    case("output-padding-same", config(1, [3, 2, 1], strides=2, padding="same", output_padding=1), deep),
    case("relu", config(activation="relu"), x),
    case("no-bias", config(1, use_bias=False), x),
    case(
        "ones",
        config(1, kernel_initializer="ones", bias_initializer={"class_name": "Constant", "config": {"value": 0.5}}),
        ramp(1, 2, 2, 2, 1),
        weights=None,
    ),
    case("regularizers", config(1, kernel_regularizer="l1", bias_regularizer="l2", activity_regularizer="l2"), deep),
    case("constraints", config(1, kernel_constraint="max_norm", bias_constraint="non_neg", trainable=False), deep),
    shapes("unknown-size", config(8, 3, strides=2), None, None, None, None, 3),
    shapes("same-unknown-depth", config(8, 5, padding="same", strides=2), None, None, 7, 6, 3),
    shapes("output-padding-beyond-strides", config(2, 3, output_padding=5), None, None, 4, 2, 2),
    refuse("missing", {"filters": 2}),
    refuse("filters-zero", config(0), blank(1, 2, 3, 2, 1)),
    refuse("kernel-zero", config(2, [2, 0, 2]), blank(1, 2, 3, 2, 1)),
    refuse("kernel-two", config(2, [3, 3]), blank(1, 2, 3, 2, 1)),
    refuse("strides-zero", config(strides=[1, 0, 1]), blank(1, 2, 3, 2, 1)),
    refuse("dilation-zero", config(dilation_rate=0), blank(1, 2, 3, 2, 1)),
    refuse(
        "strides-with-dilation", config(2, 2, strides=[1, 2, 1], dilation_rate=[2, 1, 1]), blank(1, 2, 3, 2, 1)
    ),
    refuse("causal", config(padding="causal"), blank(1, 2, 3, 2, 1)),
    refuse("data-format-unknown", config(data_format="NDHWC"), blank(1, 2, 3, 2, 1)),
    refuse("groups", config(groups=2), blank(1, 2, 3, 2, 2)),
    refuse("output-padding-zero", config(strides=2, output_padding=0), blank(1, 2, 3, 2, 1)),
    refuse("output-padding-two", config(strides=3, output_padding=[1, 1]), blank(1, 2, 3, 2, 1)),
    refuse("output-padding-as-strides", config(strides=2, output_padding=2), blank(1, 2, 3, 2, 1)),
    refuse("rank-4", config(), blank(2, 3, 2, 1)),
    refuse("rank-6", config(), blank(1, 1, 2, 3, 2, 1)),
    refuse("other-channels", config(), blank(1, 2, 3, 2, 2), after=[1, 2, 3, 2, 1]),
]
