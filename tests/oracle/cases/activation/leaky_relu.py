from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "LeakyReLU"

line = array([[-20, -3, -1, -0.1], [0, 0.5, 1, 20]])
mask = array([[1, 1, 0], [1, 0, 0]], "bool")

CASES = [
    case("defaults", {}, line, gradient=True),
    case("slope", {"negative_slope": 0.1}, line, gradient=True),
    case("slope-zero", {"negative_slope": 0}, line, gradient=True),
    case("slope-one", {"negative_slope": 1.0}, line),
    case("slope-steep", {"negative_slope": 2.5}, line, gradient=True),
    case("alpha-is-old-name", {"alpha": 0.5}, line),
    case("alpha-wins", {"alpha": 0.5, "negative_slope": 0.1}, line),
    case("scalar", {}, array(-2.5)),
    case("rank-5", {}, noise(1, 2, 1, 2, 2)),
    case("int32", {}, ramp(2, 3, start=-3, dtype="int32")),
    case("empty-batch", {}, noise(0, 3)),
    case("mask-passes", {}, noise(2, 3, 2), input_mask=mask),
    case("frozen-named", {"name": "leak", "trainable": False}, noise(2, 2), call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, noise(2, 2)),
    shapes("unknown-dimensions", {}, None, None, 3),
    refuse("slope-negative", {"negative_slope": -0.1}, blank(1, 2)),
    refuse("slope-none", {"negative_slope": None}, blank(1, 2)),
    refuse("slope-text", {"negative_slope": "0.1"}, blank(1, 2)),
    refuse("alpha-negative", {"alpha": -1}, blank(1, 2)),
    refuse("alpha-none", {"alpha": None}, blank(1, 2)),
    refuse("unknown-parameter", {"slope": 0.1}, blank(1, 2)),
    refuse("mask-argument", {}, blank(1, 2), call={"mask": array([1], "bool")}),
]
