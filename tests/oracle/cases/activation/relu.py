from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "ReLU"

# Both sides of every bend: 0, 1 (threshold), 6 (relu6), and the bends themselves.
line = array([[-20, -3, -1, -0.1, 0, 0.5], [1, 1.5, 2, 5.5, 6, 20]])
mask = array([[1, 1, 0], [1, 0, 0]], "bool")

CASES = [
    case("defaults", {}, line, gradient=True),
    case("max-value", {"max_value": 2}, line, gradient=True),
    case("max-value-6", {"max_value": 6}, line, gradient=True),
    case("max-value-zero", {"max_value": 0.0}, line, gradient=True),
    case("negative-slope", {"negative_slope": 0.25}, line, gradient=True),
    case("negative-slope-steep", {"negative_slope": 2}, line),
    case("threshold", {"threshold": 1}, line, gradient=True),
    case("slope-max", {"negative_slope": 0.5, "max_value": 5.5}, line, gradient=True),
    case("slope-max-6", {"negative_slope": 0.5, "max_value": 6}, line, gradient=True),
    case("threshold-max", {"threshold": 1.5, "max_value": 6}, line, gradient=True),
    case("slope-threshold", {"negative_slope": 0.3, "threshold": 1}, line, gradient=True),
    case("all", {"negative_slope": 0.5, "threshold": 1, "max_value": 2}, line, gradient=True),
    case("threshold-above-max", {"threshold": 3, "max_value": 2}, line),
    case("scalar", {}, array(-2.5)),
    case("rank-5", {"negative_slope": 0.1}, noise(1, 2, 1, 2, 2)),
    case("int32", {}, ramp(2, 3, start=-3, dtype="int32")),
    case("int32-slope", {"negative_slope": 0.5}, ramp(2, 3, start=-3, dtype="int32")),
    case("empty-batch", {"threshold": 1, "max_value": 2, "negative_slope": 0.5}, noise(0, 3)),
    case("mask-passes", {}, noise(2, 3, 2), input_mask=mask),
    case("frozen-named", {"name": "cut", "trainable": False, "dtype": "float32"}, noise(2, 2), call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l1"}, noise(2, 2)),
    shapes("unknown-dimensions", {"max_value": 3}, None, None, 3),
    refuse("max-value-negative", {"max_value": -1}, blank(1, 2)),
    refuse("max-value-text", {"max_value": "6"}, blank(1, 2)),
    refuse("slope-negative", {"negative_slope": -0.1}, blank(1, 2)),
    refuse("slope-none", {"negative_slope": None}, blank(1, 2)),
    refuse("threshold-negative", {"threshold": -1}, blank(1, 2)),
    refuse("threshold-none", {"threshold": None}, blank(1, 2)),
    refuse("unknown-parameter", {"alpha": 0.1}, blank(1, 2)),
    refuse("mask-argument", {}, blank(1, 2), call={"mask": array([1], "bool")}),
]
