from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "GroupNormalization"

x = noise(2, 6, low=-2, high=3)
sequence = noise(2, 3, 4, seed=3, low=-2, high=3)
image = noise(2, 3, 2, 4, seed=2, low=-2, high=3)
mask = array([[1, 1, 0], [1, 0, 0]], "bool")
half = {"class_name": "Constant", "config": {"value": 0.5}}

CASES = [
    case("defaults", {}, noise(1, 2, 32)),
    case("two-groups", {"groups": 2}, image, gradient=True),
    case("one-group", {"groups": 1}, sequence, gradient=True),
    case("each-channel", {"groups": -1}, image, gradient=True),
    case("as-many-as-channels", {"groups": 4}, image),
    case("first-values", {"groups": 2}, image, weights=None),
    case("constants", {"groups": 2, "beta_initializer": half, "gamma_initializer": half}, image, weights=None),
    case("rank-2", {"groups": 3}, x, gradient=True),
    case("axis-1", {"groups": 3, "axis": 1}, image, gradient=True),
    case("axis-1-part", {"groups": 2, "axis": 1}, noise(2, 4, 3), gradient=True),
    case("axis-minus-2", {"groups": 2, "axis": -2}, image, gradient=True),
    case("axis-last", {"groups": 2, "axis": 3}, image),
    case("axis-minus-1-each", {"groups": -1, "axis": -1}, sequence),
    case("axis-0", {"groups": 2, "axis": 0}, noise(4, 3, 2)),
    case("epsilon", {"groups": 2, "epsilon": 0.5}, sequence, gradient=True),
    case("no-center", {"groups": 2, "center": False}, sequence, gradient=True),
    case("no-scale", {"groups": 2, "scale": False}, sequence, gradient=True),
    case("neither", {"groups": 2, "center": False, "scale": False}, sequence),
    case("rank-5", {"groups": 2}, noise(1, 2, 3, 1, 4)),
    case("rank-5-axis-1", {"groups": 2, "axis": 1}, noise(1, 4, 3, 1, 2)),
    case("equal-values", {"groups": 2}, ramp(2, 4, step=0, start=4)),
    case("regularizers", {"groups": 3, "beta_regularizer": "l2", "gamma_regularizer": "l1", "activity_regularizer": "l2"}, x),
    case("constraints", {"groups": 3, "beta_constraint": "non_neg", "gamma_constraint": "unit_norm"}, x),
    case("frozen-named", {"groups": 3, "name": "sets", "trainable": False}, x, call={"training": True}),
    case("mask-passes", {"groups": 2}, sequence, input_mask=mask),
    case("empty-batch", {"groups": 2}, noise(0, 4)),
    shapes("unknown-dimensions", {"groups": 4}, None, None, 8),
    shapes("unknown-count", {"groups": -1, "axis": 1}, None, 6, None, None),
    refuse("groups-too-many", {}, blank(2, 3, 4)),
    refuse("groups-uneven", {"groups": 3}, blank(2, 4)),
    refuse("groups-zero", {"groups": 0}, blank(2, 4)),
    refuse("groups-minus-two", {"groups": -2}, blank(2, 4)),
    refuse("groups-none", {"groups": None}, blank(2, 4)),
    refuse("groups-text", {"groups": "2"}, blank(2, 4)),
    refuse("axis-out-of-range", {"groups": 2, "axis": 3}, blank(2, 3, 4)),
    refuse("axis-too-low", {"groups": 2, "axis": -4}, blank(2, 3, 4)),
    refuse("axis-batch-from-the-end", {"groups": 2, "axis": -3}, blank(2, 3, 4)),
    refuse("axis-list", {"groups": 2, "axis": [1]}, blank(2, 3, 4)),
    refuse("rank-1", {"groups": 2}, blank(4)),
    refuse("channels-unknown", {"groups": 2}, blank(2, None)),
    refuse("other-channels", {"groups": 2}, blank(2, 6), after=[2, 4]),
    refuse("other-rank", {"groups": 2}, blank(2, 2, 4), after=[2, 4]),
    refuse("initializer-unknown", {"groups": 2, "gamma_initializer": "glorot"}, blank(2, 4)),
    refuse("unknown-parameter", {"group": 2}, blank(2, 4)),
    refuse("mask-argument", {"groups": 2}, blank(2, 4), call={"mask": array([1, 1], "bool")}),
]
