from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Conv1DTranspose"

x = noise(1, 5, 2)
deep = noise(2, 4, 3, seed=3)
first = noise(2, 3, 4, seed=4)
impulse = array([[0, 1, 0]]).reshape(1, 3, 1)


def config(filters=2, kernel_size=3, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("kernel-list", config(1, [2]), deep),
    case("impulse", config(1, strides=2, use_bias=False), impulse),
    case("strides", config(strides=2), x, gradient=True),
    case("strides-beyond-kernel", config(1, 2, strides=[5]), x, gradient=True),
    case("same", config(padding="same"), x),
    case("same-even-kernel", config(1, 4, padding="same"), x),
    case("same-strides", config(1, 3, padding="SAME", strides=2), deep, gradient=True),
    case("same-strides-beyond-kernel", config(1, 2, padding="same", strides=3), x),
    case("same-kernel-beyond-output", config(1, 11, padding="same"), x),
    case("dilation", config(2, 2, dilation_rate=3), x, backend="jax"),
    case("same-dilation", config(dilation_rate=[2], padding="same"), x, backend="jax"),
    case("dilation-trained", config(2, 2, dilation_rate=2), x, gradient=True),
    case("channels-first", config(data_format="channels_first"), first, backend="jax"),
    case(
        "channels-first-all",
        config(4, 2, data_format="channels_first", padding="same", strides=3, activation="relu"),
        first,
        backend="jax",
    ),
    case("output-padding", config(1, 2, strides=3, output_padding=1), x, gradient=True),
    case("output-padding-most", config(1, 4, strides=3, output_padding=[2]), x),
    case("output-padding-same-odd", config(1, 3, strides=3, padding="same", output_padding=1), x, gradient=True),
    case("output-padding-same-even", config(1, 4, strides=3, padding="same", output_padding=2), x),
    case("output-padding-same-even-most", config(1, 2, strides=2, padding="same", output_padding=2), x),
    case("output-padding-same-no-strides", config(1, 4, padding="same", output_padding=1), x),
    case(
        "output-padding-dilation", config(1, 2, dilation_rate=3, padding="same", output_padding=1), x, backend="jax"
    ),
    case("tanh", config(activation="tanh"), x),
    case("no-bias", config(use_bias=False), x),
    case(
        "ones",
        config(1, kernel_initializer="ones", bias_initializer={"class_name": "Constant", "config": {"value": -0.5}}),
        ramp(1, 4, 2),
        weights=None,
    ),
    case("regularizers", config(1, kernel_regularizer="l1", bias_regularizer="l2", activity_regularizer="l2"), x),
    case("constraints", config(1, kernel_constraint="max_norm", bias_constraint="non_neg", trainable=False), x),
    case("one-step", config(2, 3, strides=2, padding="same"), noise(2, 1, 2, seed=5)),
    case("no-steps", config(1, 3), noise(1, 0, 2), backend="jax"),
    shapes("unknown-length", config(32, 5, strides=2), None, None, 16),
    shapes("same-unknown-batch", config(8, 3, padding="same", strides=2), None, 9, 4),
    shapes("output-padding-beyond-strides", config(2, 3, strides=2, output_padding=7), None, 9, 2),
    shapes("output-padding-same", config(2, 3, strides=2, padding="same", output_padding=1), None, 9, 2),
    shapes("dilation-shape", config(2, 3, dilation_rate=4), None, 9, 2),
    refuse("missing", {"filters": 2}),
    refuse("filters-zero", config(0), blank(1, 8, 1)),
    refuse("kernel-zero", config(2, 0), blank(1, 8, 1)),
    refuse("kernel-two", config(2, [3, 3]), blank(1, 8, 1)),
    refuse("strides-zero", config(strides=0), blank(1, 8, 1)),
    refuse("dilation-zero", config(dilation_rate=0), blank(1, 8, 1)),
    refuse("strides-with-dilation", config(strides=2, dilation_rate=2), blank(1, 8, 1)),
    refuse("causal", config(padding="causal"), blank(1, 8, 1)),
    refuse("groups", config(groups=2), blank(1, 8, 2)),
    refuse("output-padding-zero", config(strides=2, output_padding=0), blank(1, 8, 1)),
    refuse("output-padding-two", config(strides=2, output_padding=[1, 1]), blank(1, 8, 1)),
    refuse("output-padding-no-strides", config(output_padding=1), blank(1, 8, 1)),
    refuse("output-padding-as-strides", config(2, 2, strides=2, output_padding=2), blank(1, 8, 1)),
    refuse("output-padding-same-odd-strides", config(strides=2, padding="same", output_padding=2), blank(1, 8, 1)),
    refuse("rank-2", config(), blank(8, 1)),
    refuse("rank-4", config(), blank(1, 8, 8, 1)),
    refuse("other-channels", config(), blank(1, 8, 2), after=[1, 8, 1]),
]
