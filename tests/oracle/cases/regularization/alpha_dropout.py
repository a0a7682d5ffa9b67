from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "AlphaDropout"

x = noise(2, 3, 4)
train = {"training": True}

# What random numbers do is law, not numbers: the library's own tests check it. These are the
# passes in which nothing is drawn or nothing shows, and what Keras refuses.
CASES = [
    case("defaults", {"rate": 0.5}, x, gradient=True),
    case("inference", {"rate": 0.5}, x, call={"training": False}),
    case("training-none-is-inference", {"rate": 0.5}, x, call={"training": None}),
    case("zero-training", {"rate": 0}, x, call=train, gradient=True),
    case("zero-seed-unread", {"rate": 0.0, "seed": "a"}, x, call=train),
    case("one-inference", {"rate": 1}, x),
    case("noise-shape", {"rate": 0.5, "noise_shape": [2, 1, 4]}, x),
    case("noise-shape-unknown-batch", {"rate": 0.5, "noise_shape": [None, 1, None]}, x),
    case("noise-shape-misfit-inference", {"rate": 0.5, "noise_shape": [5, 5]}, x),
    case("noise-shape-zero-training", {"rate": 0, "noise_shape": [5]}, x, call=train),
    case("seed", {"rate": 0.5, "seed": 7}, x),
    case("seed-negative", {"rate": 0.5, "seed": -1}, x),
    case("frozen-named", {"rate": 0.1, "name": "hiss", "trainable": False, "dtype": "float32"}, x),
    case("scalar", {"rate": 0.5}, array(2.5)),
    case("rank-5", {"rate": 0.3}, noise(1, 2, 1, 2, 2)),
    case("int32", {"rate": 0.5}, ramp(2, 3, dtype="int32")),
    case("empty-batch", {"rate": 0.5}, noise(0, 3), call=train),
    case("mask-passes", {"rate": 0.5}, x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("activity-regularizer", {"rate": 0.5, "activity_regularizer": "l2"}, x),
    shapes("unknown-dimensions", {"rate": 0.5}, None, None, 8),
    refuse("missing", {}),
    refuse("negative", {"rate": -0.1}, blank(2, 3)),
    refuse("above-one", {"rate": 1.5}, blank(2, 3)),
    refuse("text", {"rate": "0.5"}, blank(2, 3)),
    refuse("none", {"rate": None}, blank(2, 3)),
    refuse("seed-text", {"rate": 0.5, "seed": "a"}, blank(2, 3)),
    refuse("seed-fraction", {"rate": 0.5, "seed": 1.5}, blank(2, 3)),
    refuse("int32-training", {"rate": 0.5}, ramp(2, 3, dtype="int32"), call=train),
    refuse("rate-one-training", {"rate": 1}, blank(2, 3), call=train),
    refuse("noise-shape-misfit", {"rate": 0.5, "noise_shape": [2, 2, 4]}, blank(2, 3, 4), call=train),
    refuse("noise-shape-negative", {"rate": 0.5, "noise_shape": [2, -1, 4]}, blank(2, 3, 4), call=train),
    refuse("noise-shape-zero", {"rate": 0.5, "noise_shape": [2, 0, 4]}, blank(2, 3, 4), call=train),
    refuse("noise-shape-too-long", {"rate": 0.5, "noise_shape": [None, None, None, None]}, blank(2, 3, 4), call=train),
    refuse("noise-shape-number", {"rate": 0.5, "noise_shape": 4}, blank(2, 3, 4), call=train),
    refuse("unknown-parameter", {"rate": 0.5, "sigma": 0.5}, blank(2, 3)),
    refuse("mask-argument", {"rate": 0.5}, blank(2, 3), call={"mask": array([1, 1], "bool")}),
]
