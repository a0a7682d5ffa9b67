from declare import blank, case, noise, ramp, refuse, shapes

KERAS = "SeparableConv1D"

x = noise(1, 8, 2)
deep = noise(2, 6, 3, seed=3)
first = noise(2, 3, 7, seed=4)


def config(filters=2, kernel_size=3, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-list", config(1, [2]), deep),
    case("multiplier", config(4, 2, depth_multiplier=3), deep, gradient=True),
    case("fewer-filters-than-channels", config(1, 2, depth_multiplier=4), deep),
    case("strides", config(strides=2), x),
    case("strides-beyond-kernel", config(2, 2, strides=[5]), x),
    case("same", config(padding="same"), x),
    case("same-even-kernel", config(3, 4, padding="SAME", depth_multiplier=2), x),
    case("same-strides-ragged", config(3, 2, padding="same", strides=3), x, gradient=True),
    case("dilation", config(dilation_rate=3), x, gradient=True),
    case("same-dilation", config(2, 2, dilation_rate=[3], padding="same"), deep),
    case("channels-first", config(data_format="channels_first"), first, backend="jax"),
    case(
        "channels-first-all",
        config(4, 2, data_format="channels_first", padding="same", strides=2, depth_multiplier=2, activation="relu"),
        first,
        backend="jax",
    ),
    case("tanh", config(activation="tanh"), x),
    case("no-bias", config(use_bias=False), x),
    case(
        "ones",
        config(
            2,
            2,
            depthwise_initializer="ones",
            pointwise_initializer={"class_name": "Constant", "config": {"value": 2}},
            bias_initializer={"class_name": "Constant", "config": {"value": -0.5}},
        ),
        ramp(1, 5, 2),
        weights=None,
    ),
    case(
        "regularizers",
        config(
            depthwise_regularizer="l1",
            pointwise_regularizer={"class_name": "L2", "config": {"l2": 0.05}},
            bias_regularizer="l2",
            activity_regularizer="l2",
        ),
        x,
    ),
    case(
        "constraints",
        config(
            depthwise_constraint="max_norm",
            pointwise_constraint="unit_norm",
            bias_constraint="non_neg",
            trainable=False,
        ),
        x,
    ),
    case("no-samples", config(), noise(0, 8, 2), backend="jax"),
    shapes("unknown-length", config(8, 5, depth_multiplier=2), None, None, 16),
    shapes("same-strides-unknown-batch", config(8, 3, padding="same", strides=2), None, 9, 4),
    shapes("kernel-one-too-large", config(2, 9), None, 8, 2),
    refuse("missing", {"filters": 2}),
    refuse("filters-zero", config(0), blank(1, 8, 1)),
    refuse("kernel-zero", config(2, 0), blank(1, 8, 1)),
    refuse("kernel-two", config(2, [3, 3]), blank(1, 8, 1)),
    refuse("kernel-too-large", config(2, 10), blank(1, 8, 1)),
    refuse("multiplier-zero", config(depth_multiplier=0), blank(1, 8, 1)),
    refuse("strides-zero", config(strides=0), blank(1, 8, 1)),
    refuse("dilation-zero", config(dilation_rate=0), blank(1, 8, 1)),
    refuse("strides-with-dilation", config(strides=2, dilation_rate=2), blank(1, 8, 1)),
    refuse("causal", config(padding="causal"), blank(1, 8, 1)),
    refuse("groups", config(groups=2), blank(1, 8, 2)),
    refuse("kernel-initializer", config(kernel_initializer="ones"), blank(1, 8, 2)),
    refuse("no-channels", config(), blank(1, 8, 0)),
    refuse("rank-2", config(), blank(8, 1)),
    refuse("rank-4", config(), blank(1, 8, 8, 1)),
    refuse("other-channels", config(), blank(1, 8, 2), after=[1, 8, 1]),
]
