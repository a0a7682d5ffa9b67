from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Dropout"

x = noise(2, 3, 4)

# What a random mask does is law, not numbers: the library's own tests check it. These are the
# passes in which nothing is drawn, and what Keras refuses.
CASES = [
    case("defaults", {"rate": 0.5}, x, gradient=True),
    case("inference", {"rate": 0.5}, x, call={"training": False}),
    case("training-none-is-inference", {"rate": 0.5}, x, call={"training": None}),
    case("rate-zero-training", {"rate": 0}, x, call={"training": True}, gradient=True),
    case("rate-zero-float-training", {"rate": 0.0}, x, call={"training": True}),
    case("rate-zero-noise-shape", {"rate": 0, "noise_shape": [2, 1, 4]}, x, call={"training": True}),
    case("rate-one-inference", {"rate": 1}, x),
    case("zeros-stay", {"rate": 0.25, "seed": 3}, 0 * x, call={"training": True}),
    case("noise-shape", {"rate": 0.5, "noise_shape": [2, 1, 4]}, x),
    case("noise-shape-unknown-batch", {"rate": 0.5, "noise_shape": [None, 1, None]}, x),
    case("noise-shape-misfit-inference", {"rate": 0.5, "noise_shape": [5, 5]}, x),
    case("noise-shape-negative-inference", {"rate": 0.5, "noise_shape": [2, -1, 4]}, x),
    case("seed", {"rate": 0.5, "seed": 7}, x),
    case("seed-negative", {"rate": 0.5, "seed": -1}, x),
    case("frozen-named", {"rate": 0.1, "name": "drop", "trainable": False, "dtype": "float32"}, x),
    case("scalar", {"rate": 0.5}, array(2.5)),
    case("rank-1", {"rate": 0.5}, ramp(3)),
    case("rank-5", {"rate": 0.3}, noise(1, 2, 1, 2, 2)),
    case("int32", {"rate": 0.5}, ramp(2, 3, dtype="int32")),
    case("empty-batch", {"rate": 0.5}, noise(0, 3), call={"training": True}),
    case("mask-passes", {"rate": 0.5}, x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("activity-regularizer", {"rate": 0.5, "activity_regularizer": "l2"}, x),
    shapes("unknown-dimensions", {"rate": 0.5}, None, None, 8),
    shapes("noise-shape-keeps-shape", {"rate": 0.5, "noise_shape": [None, 1, 8]}, None, 10, 8),
    refuse("missing", {}),
    refuse("rate-negative", {"rate": -0.1}, blank(2, 3)),
    refuse("rate-above-one", {"rate": 1.5}, blank(2, 3)),
    refuse("rate-percent", {"rate": 50}, blank(2, 3)),
    refuse("rate-text", {"rate": "0.5"}, blank(2, 3)),
    refuse("rate-none", {"rate": None}, blank(2, 3)),
    refuse("rate-one-training", {"rate": 1}, blank(2, 3), call={"training": True}),
    refuse("seed-text", {"rate": 0.5, "seed": "a"}, blank(2, 3)),
    refuse("seed-fraction", {"rate": 0.5, "seed": 1.5}, blank(2, 3)),
    refuse("noise-shape-misfit", {"rate": 0.5, "noise_shape": [2, 2, 4]}, blank(2, 3, 4), call={"training": True}),
    refuse("noise-shape-too-short", {"rate": 0.5, "noise_shape": [2, 3]}, blank(2, 3, 4), call={"training": True}),
    refuse("noise-shape-negative", {"rate": 0.5, "noise_shape": [2, -1, 4]}, blank(2, 3, 4), call={"training": True}),
    refuse("int32-training", {"rate": 0.5}, ramp(2, 3, dtype="int32"), call={"training": True}),
    refuse("noise-shape-number", {"rate": 0.5, "noise_shape": 4}, blank(2, 3, 4), call={"training": True}),
    refuse("unknown-parameter", {"rate": 0.5, "p": 0.5}, blank(2, 3)),
    refuse("mask-argument", {"rate": 0.5}, blank(2, 3), call={"mask": array([1, 1], "bool")}),
]
