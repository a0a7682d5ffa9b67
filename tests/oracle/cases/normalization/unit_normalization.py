from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "UnitNormalization"

x = noise(2, 3, 4, low=-3, high=3)
mask = array([[1, 1, 0], [1, 0, 0]], "bool")

CASES = [
    case("defaults", {}, x, gradient=True),
    case("axis-1", {"axis": 1}, x, gradient=True),
    case("axis-0", {"axis": 0}, x),
    case("axis-minus-2", {"axis": -2}, x),
    case("axes", {"axis": [1, 2]}, x, gradient=True),
    case("axes-all", {"axis": [0, -1, 1]}, x),
    case("axes-none", {"axis": []}, x),
    case("rank-1", {}, ramp(4)),
    case("rank-5", {"axis": [1, 3]}, noise(1, 2, 2, 3, 2)),
    case("zeros-stay", {}, array([[0, 0, 0], [3, 0, -4]]), gradient=True),
    case("tiny", {}, array([[1e-7, 0], [1e-4, -1e-4]])),
    case("size-1", {}, noise(3, 1), gradient=True),
    case("int32", {}, ramp(2, 3, dtype="int32")),
    case("mask-passes", {}, x, input_mask=mask),
    case("empty-batch", {}, noise(0, 3)),
    case("frozen-named", {"name": "unit", "trainable": False}, x, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    shapes("unknown-dimensions", {"axis": [1, 2]}, None, None, 3),
    refuse("axis-none", {"axis": None}, blank(2, 3)),
    refuse("axis-fraction", {"axis": 1.5}, blank(2, 3)),
    refuse("axis-text", {"axis": "1"}, blank(2, 3)),
    refuse("axis-out-of-range", {"axis": 2}, blank(2, 3)),
    refuse("axes-too-low", {"axis": [0, -3]}, blank(2, 3)),
    refuse("axes-twice", {"axis": [1, -1]}, blank(2, 3)),
    refuse("scalar", {}, array(1)),
    refuse("unknown-parameter", {"epsilon": 0.1}, blank(2, 3)),
    refuse("mask-argument", {}, blank(2, 3), call={"mask": array([1, 1], "bool")}),
]
