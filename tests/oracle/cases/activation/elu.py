from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "ELU"

line = array([[-20, -3, -1, -0.1], [0, 0.5, 1, 20]])
mask = array([[1, 1, 0], [1, 0, 0]], "bool")

CASES = [
    case("defaults", {}, line, gradient=True),
    case("alpha", {"alpha": 0.3}, line, gradient=True),
    case("alpha-two", {"alpha": 2}, line, gradient=True),
    case("alpha-zero", {"alpha": 0}, line, gradient=True),
    case("alpha-negative", {"alpha": -1.5}, line),
    case("near-zero", {}, array([[-1e-3, -1e-6, 1e-6, 1e-3]])),
    case("scalar", {}, array(-2.5)),
    case("rank-5", {"alpha": 0.5}, noise(1, 2, 1, 2, 2)),
    case("empty-batch", {"alpha": 0.5}, noise(0, 3)),
    case("mask-passes", {}, noise(2, 3, 2), input_mask=mask),
    case("frozen-named", {"name": "bend", "trainable": False}, noise(2, 2), call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, noise(2, 2)),
    shapes("unknown-dimensions", {}, None, None, 3),
    refuse("alpha-none", {"alpha": None}, blank(1, 2)),
    refuse("alpha-text", {"alpha": "1"}, blank(1, 2)),
    refuse("unknown-parameter", {"negative_slope": 0.1}, blank(1, 2)),
    refuse("mask-argument", {}, blank(1, 2), call={"mask": array([1], "bool")}),
]
