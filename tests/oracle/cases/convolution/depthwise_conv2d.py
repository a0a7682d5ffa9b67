from declare import blank, case, noise, ramp, refuse, shapes

KERAS = "DepthwiseConv2D"

x = noise(1, 5, 6, 2)
deep = noise(2, 4, 4, 3, seed=3)
first = noise(1, 3, 5, 4, seed=4)


def config(kernel_size=3, **more):
    return {"kernel_size": kernel_size, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-tuple", config([2, 3]), x),
    case("kernel-whole-input", config([5, 6]), x),
    case("multiplier", config(2, depth_multiplier=3), deep, gradient=True),
    case("strides", config(strides=2), x, gradient=True),
    case("strides-beyond-kernel", config(2, strides=3), x),
    case("strides-unequal", config(2, strides=[2, 3], padding="same"), x, backend="jax"),
    case("same", config(padding="same"), x),
    case("same-even-kernel", config([2, 4], padding="SAME", depth_multiplier=2), x),
    case("same-strides-ragged", config(2, padding="same", strides=3, depth_multiplier=2), x, gradient=True),
    case("dilation", config(2, dilation_rate=3), x, gradient=True),
    case("same-dilation", config(2, dilation_rate=2, padding="same", depth_multiplier=2), deep, gradient=True),
    case("dilation-one-axis", config([2, 3], dilation_rate=[3, 1]), x, backend="jax"),
    case("channels-first", config(data_format="channels_first"), first, backend="jax"),
    case(
        "channels-first-all",
        config(
            [3, 2], data_format="channels_first", padding="same", strides=2, depth_multiplier=2, activation="relu"
        ),
        first,
        backend="jax",
    ),
    case(
        "channels-first-dilation",
        config(2, data_format="channels_first", dilation_rate=2, depth_multiplier=2),
        first,
        backend="jax",
    ),
    case("tanh", config(activation="tanh"), x),
    case("no-bias", config(use_bias=False), x),
    case(
        "ones",
        config(
            2, depthwise_initializer="ones", bias_initializer={"class_name": "Constant", "config": {"value": 0.5}}
        ),
        ramp(1, 3, 3, 2),
        weights=None,
    ),
    case(
        "regularizers",
        config(
            2,
            depthwise_regularizer={"class_name": "L2", "config": {"l2": 0.05}},
            bias_regularizer="l1",
            activity_regularizer="l2",
        ),
        deep,
    ),
    case("constraints", config(2, depthwise_constraint="unit_norm", bias_constraint="non_neg"), deep),
    case("no-samples", config(2), noise(0, 4, 4, 3), backend="jax"),
    shapes("unknown-size", config(), None, None, None, 3),
    shapes("same-strides-unknown-height", config(5, padding="same", strides=2), None, None, 7, 3),
    shapes("multiplier-count", config(3, depth_multiplier=4), None, 28, 28, 6),
    shapes("kernel-one-too-large", config(6), None, 5, 6, 2),
    refuse("missing", {}),
    refuse("kernel-zero", config(0), blank(1, 5, 5, 1)),
    refuse("kernel-three", config([3, 3, 3]), blank(1, 5, 5, 1)),
    refuse("kernel-too-large", config(7), blank(1, 5, 5, 1)),
    refuse("multiplier-zero", config(depth_multiplier=0), blank(1, 5, 5, 1)),
    refuse("strides-zero", config(strides=[1, 0]), blank(1, 5, 5, 1)),
    refuse("dilation-zero", config(dilation_rate=0), blank(1, 5, 5, 1)),
    refuse("strides-with-dilation", config(2, strides=[1, 2], dilation_rate=[2, 1]), blank(1, 5, 5, 1)),
    refuse("causal", config(padding="causal"), blank(1, 5, 5, 1)),
    refuse("data-format-unknown", config(data_format="NHWC"), blank(1, 5, 5, 1)),
    refuse("filters", config(filters=2), blank(1, 5, 5, 1)),
    refuse("no-channels", config(), blank(1, 5, 5, 0)),
    refuse("rank-3", config(), blank(5, 5, 1)),
    refuse("rank-5", config(), blank(1, 1, 5, 5, 1)),
    refuse("other-channels", config(), blank(1, 5, 5, 2), after=[1, 5, 5, 1]),
]
