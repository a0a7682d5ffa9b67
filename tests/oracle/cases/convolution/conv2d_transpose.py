from declare import blank, case, noise, ramp, refuse, shapes

KERAS = "Conv2DTranspose"

x = noise(1, 3, 4, 2)
deep = noise(2, 2, 3, 3, seed=3)
first = noise(1, 3, 2, 4, seed=4)


def config(filters=2, kernel_size=3, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-tuple", config(2, [2, 3]), x),
    case("strides", config(strides=2), x, gradient=True),
    case("strides-one-axis", config(1, [3, 2], strides=[1, 3]), deep, gradient=True),
    case("strides-beyond-kernel", config(1, 2, strides=[3, 4]), x, gradient=True),
    case("same", config(padding="same"), x),
    case("same-even-kernel", config(1, [2, 4], padding="SAME"), x),
    case("same-strides", config(2, [3, 4], padding="same", strides=2), deep, gradient=True),
    case("same-strides-beyond-kernel", config(1, 2, padding="same", strides=[3, 4]), x),
    case("same-kernel-beyond-output", config(1, 9, padding="same"), x),
    case("dilation", config(2, 2, dilation_rate=[3, 2]), x, backend="jax"),
    case("same-dilation", config(dilation_rate=2, padding="same"), x, backend="jax"),
    case("dilation-trained", config(2, [2, 3], dilation_rate=[2, 1]), x, gradient=True),
    case("channels-first", config(data_format="channels_first"), first, backend="jax"),
    case(
        "channels-first-all",
        config(4, [2, 3], data_format="channels_first", padding="same", strides=[3, 2], activation="relu"),
        first,
        backend="jax",
    ),
    case(
        "channels-first-output-padding",
        config(2, 3, data_format="channels_first", strides=3, output_padding=[1, 2]),
        first,
        backend="jax",
    ),
    case("output-padding", config(1, 2, strides=[2, 3], output_padding=1), x, gradient=True),
    case("output-padding-each", config(1, 4, strides=[3, 4], output_padding=[2, 3]), x),
    case(
        "output-padding-same", config(1, [3, 4], strides=3, padding="same", output_padding=[2, 3]), x, gradient=True
    ),
    case("output-padding-same-least", config(1, [2, 5], strides=3, padding="same", output_padding=1), x),
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
        x,
    ),
    case("constraints", config(1, 2, kernel_constraint="unit_norm", bias_constraint="non_neg"), x),
    case("no-rows", config(1, 3), noise(1, 0, 2, 2), backend="jax"),
    shapes("unknown-size", config(32, strides=2), None, None, None, 3),
    shapes("same-unknown-height", config(8, 5, padding="same", strides=2), None, None, 7, 3),
    shapes("output-padding-beyond-strides", config(2, 3, strides=1, output_padding=5), None, None, 4, 2),
    shapes("dilation-shape", config(2, 3, dilation_rate=[4, 1]), None, 5, 4, 2),
    refuse("missing", {"filters": 2}),
    refuse("filters-zero", config(0), blank(1, 5, 5, 1)),
    refuse("kernel-zero", config(2, 0), blank(1, 5, 5, 1)),
    refuse("kernel-three", config(2, [3, 3, 3]), blank(1, 5, 5, 1)),
    refuse("strides-zero", config(strides=[1, 0]), blank(1, 5, 5, 1)),
    refuse("dilation-zero", config(dilation_rate=0), blank(1, 5, 5, 1)),
    refuse("strides-with-dilation", config(2, 2, strides=[1, 2], dilation_rate=[2, 1]), blank(1, 5, 5, 1)),
    refuse("causal", config(padding="causal"), blank(1, 5, 5, 1)),
    refuse("data-format-unknown", config(data_format="NHWC"), blank(1, 5, 5, 1)),
    refuse("groups", config(groups=2), blank(1, 5, 5, 2)),
    refuse("output-padding-zero", config(strides=2, output_padding=[1, 0]), blank(1, 5, 5, 1)),
    refuse("output-padding-three", config(strides=3, output_padding=[1, 1, 1]), blank(1, 5, 5, 1)),
    refuse("output-padding-as-strides", config(2, 2, strides=[3, 2], output_padding=2), blank(1, 5, 5, 1)),
    refuse(
        "output-padding-same-odd-strides", config(strides=2, padding="same", output_padding=[1, 2]), blank(1, 5, 5, 1)
    ),
    refuse("rank-3", config(), blank(5, 5, 1)),
    refuse("rank-5", config(), blank(1, 1, 5, 5, 1)),
    refuse("other-channels", config(), blank(1, 5, 5, 2), after=[1, 5, 5, 1]),
]
