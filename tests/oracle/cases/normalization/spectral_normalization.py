from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "SpectralNormalization"

x = noise(2, 3, low=-2, high=2)
sequence = noise(2, 3, 4, seed=3, low=-2, high=2)
image = noise(1, 4, 4, 2, seed=2)
indices = array([[0, 2, 1], [4, 4, 0]], "int32")
mask = array([[1, 1, 0], [1, 0, 0]], "bool")
train = {"training": True}


def layer(class_name, **config):
    return {"class_name": class_name, "config": config}


dense = layer("Dense", units=4)

CASES = [
    case("defaults", {"layer": dense}, x, weights_after=True, gradient=True),
    case("training", {"layer": dense}, x, call=train, weights_after=True, gradient=True),
    case("training-twice", {"layer": dense}, x, call=train, repeat=2, weights_after=True),
    case("iterations", {"layer": dense, "power_iterations": 3}, x, call=train, weights_after=True, gradient=True),
    case("iterations-twice", {"layer": dense, "power_iterations": 5}, sequence, call=train, repeat=2, weights_after=True),
    case("no-bias", {"layer": layer("Dense", units=2, use_bias=False)}, x, call=train, weights_after=True, gradient=True),
    case("one-unit", {"layer": layer("Dense", units=1)}, x, call=train, weights_after=True),
    case("activation", {"layer": layer("Dense", units=3, activation="tanh")}, x, call=train, weights_after=True, gradient=True),
    case("rank-3", {"layer": dense}, sequence, call=train, weights_after=True),
    case("conv1d", {"layer": layer("Conv1D", filters=3, kernel_size=2)}, sequence, call=train, weights_after=True, gradient=True),
    case("conv2d", {"layer": layer("Conv2D", filters=3, kernel_size=2)}, image, call=train, repeat=2, weights_after=True, gradient=True),
    case("conv2d-inference", {"layer": layer("Conv2D", filters=3, kernel_size=2, padding="same")}, image, weights_after=True),
    case("embedding", {"layer": layer("Embedding", input_dim=5, output_dim=3)}, indices, call=train, weights_after=True),
    case("embedding-inference", {"layer": layer("Embedding", input_dim=5, output_dim=3)}, indices),
    case("embedding-float", {"layer": layer("Embedding", input_dim=5, output_dim=3)}, indices.astype("float32"), call=train, repeat=2, weights_after=True),
    case("int32-input", {"layer": dense}, ramp(2, 3, dtype="int32"), call=train, weights_after=True),
    case("kernel-of-zeros", {"layer": layer("Dense", units=2, kernel_initializer="zeros", bias_initializer="ones")}, x, call=train),
    case("nested", {"layer": layer("SpectralNormalization", layer=dense)}, x, call=train, weights_after=True),
    case("frozen", {"layer": dense, "trainable": False, "name": "tamed"}, x, call=train, weights_after=True, gradient=True),
    case("inner-frozen", {"layer": layer("Dense", units=4, trainable=False)}, x, call=train, weights_after=True, gradient=True),
    case("lora-inference", {"layer": layer("Dense", units=4, lora_rank=2)}, x),
    case(
        "losses",
        {"layer": layer("Dense", units=2, kernel_regularizer="l2", bias_regularizer="l1", activity_regularizer="l1"), "activity_regularizer": "l2"},
        x,
        call=train,
    ),
    case("mask-passes", {"layer": dense}, sequence, input_mask=mask),
    case("mask-stops", {"layer": layer("Conv1D", filters=2, kernel_size=1)}, sequence, input_mask=mask),
    case("empty-batch", {"layer": dense}, noise(0, 3), call=train, weights_after=True),
    shapes("unknown-batch", {"layer": dense}, None, 3),
    shapes("unknown-sides", {"layer": layer("Conv2D", filters=4, kernel_size=3)}, None, None, None, 2),
    refuse("layer-missing", {}),
    refuse("layer-name", {"layer": "Dense"}, blank(2, 3)),
    refuse("layer-number", {"layer": 3}, blank(2, 3)),
    refuse("no-weights", {"layer": layer("Flatten")}, blank(2, 3)),
    refuse("no-kernel", {"layer": layer("BatchNormalization")}, blank(2, 3)),
    refuse("kernel-in-cell", {"layer": layer("LSTM", units=2)}, blank(2, 3, 4)),
    refuse("two-kernels", {"layer": layer("SeparableConv1D", filters=2, kernel_size=2)}, blank(2, 3, 4)),
    refuse("iterations-zero", {"layer": dense, "power_iterations": 0}, blank(2, 3)),
    refuse("iterations-negative", {"layer": dense, "power_iterations": -1}, blank(2, 3)),
    refuse("iterations-fraction", {"layer": dense, "power_iterations": 1.5}, blank(2, 3), call=train),
    refuse("iterations-none", {"layer": dense, "power_iterations": None}, blank(2, 3)),
    refuse("lora-training", {"layer": layer("Dense", units=4, lora_rank=2)}, blank(2, 3), call=train),
    refuse("features-unknown", {"layer": dense}, blank(2, None)),
    refuse("other-features", {"layer": dense}, blank(2, 4), after=[2, 3]),
    refuse("other-steps", {"layer": dense}, blank(2, 5, 3), after=[2, 4, 3]),
    refuse("rank-too-low", {"layer": layer("Conv2D", filters=2, kernel_size=2)}, blank(2, 3)),
    refuse("unknown-parameter", {"layer": dense, "iterations": 2}, blank(2, 3)),
    refuse("mask-argument", {"layer": dense}, blank(2, 3), call={"mask": array([1, 1], "bool")}),
]
