from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "SpatialDropout1D"

x = noise(2, 3, 4)
train = {"training": True}

# What a random mask does is law, not numbers: the library's own tests check it. These are the
# passes in which nothing is drawn, and what Keras refuses.
CASES = [
    case("defaults", {"rate": 0.5}, x, gradient=True),
    case("inference", {"rate": 0.5}, x, call={"training": False}),
    case("training-none-is-inference", {"rate": 0.5}, x, call={"training": None}),
    case("rate-zero-training", {"rate": 0}, x, call=train, gradient=True),
    case("rate-zero-seed-unread", {"rate": 0.0, "seed": "a"}, x, call=train),
    case("rate-one-inference", {"rate": 1}, x),
    case("zeros-stay", {"rate": 0.25, "seed": 3}, 0 * x, call=train),
    case("seed", {"rate": 0.5, "seed": 7}, x),
    case("named", {"rate": 0.1, "name": "maps", "dtype": "float32"}, x),
    case("dtype-mixed", {"rate": 0.1, "dtype": "mixed_float16"}, 0 * x),
    case("int32", {"rate": 0.5}, ramp(2, 3, 4, dtype="int32")),
    case("empty-batch", {"rate": 0.5}, noise(0, 3, 4), call=train),
    case("mask-passes", {"rate": 0.5}, x, input_mask=array([[1] + [0] * (x.shape[1] - 1)] * x.shape[0], "bool")),
    shapes("unknown-dimensions", {"rate": 0.5}, None, None, 8),
    refuse("missing", {}),
    refuse("rate-negative", {"rate": -0.1}, blank(2, 3, 4)),
    refuse("rate-above-one", {"rate": 1.5}, blank(2, 3, 4)),
    refuse("rate-text", {"rate": "0.5"}, blank(2, 3, 4)),
    refuse("rate-none", {"rate": None}, blank(2, 3, 4)),
    refuse("rate-one-training", {"rate": 1}, blank(2, 3, 4), call=train),
    refuse("seed-text", {"rate": 0.5, "seed": "a"}, blank(2, 3, 4)),
    refuse("rank-too-low", {"rate": 0.5}, blank(3, 4)),
    refuse("rank-too-high", {"rate": 0.5}, blank(1, 2, 3, 4)),
    refuse("int32-training", {"rate": 0.5}, ramp(2, 3, 4, dtype="int32"), call=train),
    refuse("trainable-unknown", {"rate": 0.5, "trainable": False}, blank(2, 3, 4)),
    refuse("activity-regularizer-unknown", {"rate": 0.5, "activity_regularizer": "l2"}, blank(2, 3, 4)),
    refuse("noise-shape-unknown", {"rate": 0.5, "noise_shape": None}, blank(2, 3, 4)),
    refuse("mask-argument", {"rate": 0.5}, blank(2, 3, 4), call={"mask": array([1, 1], "bool")}),
]
