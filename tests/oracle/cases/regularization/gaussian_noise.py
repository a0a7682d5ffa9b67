from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "GaussianNoise"

x = noise(2, 3, 4)
train = {"training": True}

# What random numbers do is law, not numbers: the library's own tests check it. These are the
# passes in which nothing is drawn or nothing shows, and what Keras refuses.
CASES = [
    case("defaults", {"stddev": 0.5}, x, gradient=True),
    case("inference", {"stddev": 0.5}, x, call={"training": False}),
    case("training-none-is-inference", {"stddev": 0.5}, x, call={"training": None}),
    case("zero-training", {"stddev": 0}, x, call=train, gradient=True),
    case("zero-seed-unread", {"stddev": 0.0, "seed": "a"}, x, call=train),
    case("one-inference", {"stddev": 1}, x),
    case("seed", {"stddev": 0.5, "seed": 7}, x),
    case("seed-negative", {"stddev": 0.5, "seed": -1}, x),
    case("frozen-named", {"stddev": 0.1, "name": "hiss", "trainable": False, "dtype": "float32"}, x),
    case("scalar", {"stddev": 0.5}, array(2.5)),
    case("rank-5", {"stddev": 0.3}, noise(1, 2, 1, 2, 2)),
    case("int32", {"stddev": 0.5}, ramp(2, 3, dtype="int32")),
    case("empty-batch", {"stddev": 0.5}, noise(0, 3), call=train),
    case("mask-passes", {"stddev": 0.5}, x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("activity-regularizer", {"stddev": 0.5, "activity_regularizer": "l2"}, x),
    shapes("unknown-dimensions", {"stddev": 0.5}, None, None, 8),
    refuse("missing", {}),
    refuse("negative", {"stddev": -0.1}, blank(2, 3)),
    refuse("above-one", {"stddev": 1.5}, blank(2, 3)),
    refuse("text", {"stddev": "0.5"}, blank(2, 3)),
    refuse("none", {"stddev": None}, blank(2, 3)),
    refuse("seed-text", {"stddev": 0.5, "seed": "a"}, blank(2, 3)),
    refuse("seed-fraction", {"stddev": 0.5, "seed": 1.5}, blank(2, 3)),
    refuse("int32-training", {"stddev": 0.5}, ramp(2, 3, dtype="int32"), call=train),
    refuse("rate-unknown", {"rate": 0.5}, blank(2, 3)),
    refuse("unknown-parameter", {"stddev": 0.5, "sigma": 0.5}, blank(2, 3)),
    refuse("mask-argument", {"stddev": 0.5}, blank(2, 3), call={"mask": array([1, 1], "bool")}),
]
