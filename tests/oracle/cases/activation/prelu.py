from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "PReLU"

x = noise(2, 3, 4, low=-2, high=2)
line = array([[-20, -3, -1, -0.1], [0, 0.5, 1, 20]])
constant = {"class_name": "Constant", "config": {"value": 0.25}}
mask = array([[1, 1, 0], [1, 0, 0]], "bool")

CASES = [
    case("defaults", {}, line, gradient=True),
    case("first-values", {}, line, weights=None),
    case("constant", {"alpha_initializer": constant}, line, weights=None),
    case("rank-3", {}, x, gradient=True),
    case("shared-1", {"shared_axes": [1]}, x, gradient=True),
    case("shared-number", {"shared_axes": 2}, x),
    case("shared-image", {"shared_axes": [1, 2]}, noise(2, 2, 3, 4, low=-2, high=2), gradient=True),
    case("shared-all", {"shared_axes": [1, 2]}, x, gradient=True),
    case("shared-empty", {"shared_axes": []}, x),
    case("shared-zero-is-last", {"shared_axes": [0]}, x),
    case("shared-negative", {"shared_axes": [-1]}, x),
    case("rank-1", {}, array([-1, 0, 2])),
    case("rank-5", {"shared_axes": [1, 2, 3]}, noise(1, 2, 1, 2, 2)),
    case("regularizer", {"alpha_regularizer": "l2"}, x),
    case("constraint", {"alpha_constraint": "non_neg"}, x),
    case("frozen", {"name": "slope", "trainable": False, "alpha_regularizer": "l1"}, x, call={"training": True}),
    case("mask-passes", {}, noise(2, 3, 2), input_mask=mask),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    case("empty-batch", {}, noise(0, 3)),
    case("size-0", {}, noise(2, 0)),
    shapes("unknown-batch", {}, None, 5, 3),
    shapes("unknown-shared", {"shared_axes": [1]}, None, None, 3),
    refuse("unknown-size", {}, blank(None, None, 3)),
    refuse("shared-out-of-range", {"shared_axes": [3]}, blank(2, 3, 4)),
    refuse("shared-too-low", {"shared_axes": -3}, blank(2, 3, 4)),
    refuse("shared-fraction", {"shared_axes": [1.5]}, blank(2, 3, 4)),
    refuse("shared-text", {"shared_axes": "1"}, blank(2, 3, 4)),
    refuse("initializer-unknown", {"alpha_initializer": "glorot"}, blank(2, 3)),
    refuse("regularizer-unknown", {"alpha_regularizer": "l3"}, blank(2, 3)),
    refuse("constraint-unknown", {"alpha_constraint": "positive"}, blank(2, 3)),
    refuse("other-size", {}, blank(2, 4), after=[2, 3]),
    refuse("other-size-shared", {"shared_axes": [1]}, blank(2, 3, 1), after=[2, 3, 4]),
    refuse("other-rank", {}, blank(2, 3, 3), after=[2, 3]),
    refuse("unknown-parameter", {"alpha": 0.1}, blank(1, 2)),
    refuse("mask-argument", {}, blank(1, 2), call={"mask": array([1], "bool")}),
]
