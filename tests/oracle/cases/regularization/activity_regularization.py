from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "ActivityRegularization"

x = noise(2, 3, 4, low=-2, high=2)

CASES = [
    case("defaults", {}, x, gradient=True),
    case("l1", {"l1": 0.1}, x, gradient=True),
    case("l2", {"l2": 0.2}, x),
    case("both", {"l1": 0.01, "l2": 0.02}, x, gradient=True),
    case("whole-numbers", {"l1": 1, "l2": 2}, x),
    case("none-is-zero", {"l1": None, "l2": 0.5}, x),
    case("training", {"l1": 0.1}, x, call={"training": True}),
    case("twice", {"l1": 0.1}, x, repeat=2),
    case("scalar", {"l2": 0.5}, array(-2.5)),
    case("rank-5", {"l1": 0.5}, noise(1, 2, 1, 2, 2)),
    case("empty-batch", {"l1": 0.5, "l2": 0.5}, noise(0, 3)),
    case("mask-passes", {"l1": 0.5}, x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("frozen-named", {"l1": 0.5, "name": "toll", "trainable": False, "dtype": "float32"}, x),
    shapes("unknown-dimensions", {"l1": 0.5}, None, None, 8),
    refuse("l1-negative", {"l1": -0.1}, blank(2, 3)),
    refuse("l2-negative", {"l2": -1}, blank(2, 3)),
    refuse("l1-text", {"l1": "0.1"}, blank(2, 3)),
    refuse("l2-list", {"l2": [0.1]}, blank(2, 3)),
    refuse("activity-regularizer-too", {"l1": 0.1, "activity_regularizer": "l2"}, blank(2, 3)),
    refuse("unknown-parameter", {"l": 0.1}, blank(2, 3)),
    refuse("mask-argument", {}, blank(2, 3), call={"mask": array([1, 1], "bool")}),
]
