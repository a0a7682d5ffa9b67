from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Conv1D"

x = noise(1, 8, 2)
impulse = array([[0, 0, 1, 0, 0, 0, 0, 0]]).reshape(1, 8, 1)
deep = noise(2, 6, 4, seed=3)
first = noise(2, 4, 7, seed=4)


def config(filters=2, kernel_size=3, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-list", config(1, [2]), deep),
    case("strides", config(strides=2), x),
    case("strides-beyond-kernel", config(1, 2, strides=[5]), x, gradient=True),
    case("same", config(padding="same"), x),
    case("same-even-kernel", config(1, 4, padding="same"), x),
    case("same-strides-ragged", config(1, 2, padding="same", strides=3), x, gradient=True),
    case("same-kernel-beyond-input", config(1, 11, padding="same"), x),
    case("causal", config(padding="causal"), x),
    case("causal-strides", config(1, padding="causal", strides=2), x),
    case("causal-dilation", config(padding="causal", dilation_rate=2), x, gradient=True),
    case("causal-dilation-impulse", config(1, padding="causal", dilation_rate=2, use_bias=False), impulse),
    case("causal-kernel-beyond-input", config(1, 11, padding="causal"), x),
    case("dilation", config(1, dilation_rate=3), x),
    case("same-dilation", config(1, 2, dilation_rate=[3], padding="same"), x, gradient=True),
    case("channels-first", config(data_format="channels_first"), first, backend="jax"),
    case(
        "channels-first-causal",
        config(4, 2, data_format="channels_first", padding="causal", dilation_rate=2, groups=2, activation="relu"),
        first,
        backend="jax",
    ),
    case("groups", config(4, 2, groups=2), deep, gradient=True),
    case("groups-depthwise-dilation", config(4, 2, groups=4, dilation_rate=2, padding="same"), deep, gradient=True),
    case("tanh", config(activation="tanh"), x),
    case("no-bias", config(use_bias=False), x),
    case(
        "ones",
        config(1, kernel_initializer="ones", bias_initializer={"class_name": "Constant", "config": {"value": -0.5}}),
        ramp(1, 5, 1),
        weights=None,
    ),
    case("regularizers", config(1, kernel_regularizer="l1", bias_regularizer="l2", activity_regularizer="l2"), x),
    case("constraints", config(1, kernel_constraint="max_norm", bias_constraint="non_neg", trainable=False), x),
    case("lora", config(3, lora_rank=2), x, gradient=True),
    case("lora-causal", config(3, 2, lora_rank=1, padding="causal", strides=2), x, gradient=True),
    case("strides-leave-rest", config(2, 2, strides=3, activation="relu"), noise(2, 9, 2, seed=5), gradient=True),
    case("three-groups-activation", config(6, 3, groups=3, padding="same", activation="softmax"), noise(1, 5, 6, seed=6)),
    case("no-samples", config(), noise(0, 8, 2), backend="jax"),
    shapes("unknown-length", config(32, 5), None, None, 16),
    shapes("causal-strides-unknown-batch", config(8, 3, padding="causal", strides=2), None, 9, 4),
    shapes("kernel-one-too-large", config(2, 9), None, 8, 2),
    refuse("missing", {"filters": 2}),
    refuse("kernel-zero", config(2, 0), blank(1, 8, 1)),
    refuse("kernel-two", config(2, [3, 3]), blank(1, 8, 1)),
    refuse("kernel-too-large", config(2, 10), blank(1, 8, 1)),
    refuse("dilation-too-large", config(dilation_rate=5), blank(1, 8, 1)),
    refuse("filters-zero", config(0), blank(1, 8, 1)),
    refuse("strides-zero", config(strides=0), blank(1, 8, 1)),
    refuse("dilation-zero", config(dilation_rate=0), blank(1, 8, 1)),
    refuse("strides-with-dilation", config(strides=2, dilation_rate=2), blank(1, 8, 1)),
    refuse("padding-unknown", config(padding="full"), blank(1, 8, 1)),
    refuse("groups-filters", config(4, groups=3), blank(1, 8, 3)),
    refuse("groups-channels", config(4, groups=2), blank(1, 8, 3)),
    refuse("unknown-parameter", config(dilation=2), blank(1, 8, 1)),
    refuse("rank-2", config(), blank(8, 1)),
    refuse("other-channels", config(), blank(1, 8, 2), after=[1, 8, 1]),
]
