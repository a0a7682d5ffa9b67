from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Softmax"

x = noise(2, 3, 4, low=-3, high=3)
mask = array([[1, 1, 0], [1, 0, 0]], "bool")
full = array([[[1, 1, 0, 1], [0, 1, 1, 1], [1, 0, 0, 0]], [[1, 1, 1, 1], [0, 0, 0, 0], [0, 1, 0, 1]]], "bool")

CASES = [
    case("defaults", {}, x, gradient=True),
    case("axis-1", {"axis": 1}, x, gradient=True),
    case("axis-0", {"axis": 0}, x),
    case("axis-minus-2", {"axis": -2}, x),
    case("axis-last", {"axis": 2}, x),
    case("axis-list-of-one", {"axis": [1]}, x),
    case("axes", {"axis": [1, 2]}, x, gradient=True),
    case("axes-swapped", {"axis": [-1, 0]}, x),
    case("axes-all", {"axis": [0, 1, 2]}, x),
    case("axis-none", {"axis": None}, x, gradient=True),
    case("rank-1", {}, ramp(4)),
    case("rank-5", {"axis": [1, 3]}, noise(1, 2, 2, 3, 2)),
    case("size-1", {"axis": 1}, noise(2, 1, 3)),
    case("large", {}, array([[1000, 1001, 999], [-1000, 0, -1000]])),
    case("large-axes", {"axis": [0, 1]}, array([[1000, 1001, 999], [-1000, 0, -1000]])),
    case("ties", {"axis": [0, 1]}, array([[1, 1, 0], [1, -1, 0]]), gradient=True),
    case("mask", {}, x, call={"mask": full}, gradient=True),
    case("mask-axes", {"axis": [1, 2]}, x, call={"mask": full}, gradient=True),
    case("mask-broadcast", {"axis": 1}, x, call={"mask": array([[[1], [0], [1]], [[1], [1], [0]]], "bool")}),
    case("mask-last-axis-only", {}, x, call={"mask": array([1, 0, 1, 1], "bool")}),
    case("mask-of-numbers", {}, noise(2, 3), call={"mask": array([[1, 1, 0], [1, 0, 0]])}),
    case("mask-carried", {}, noise(2, 3), input_mask=mask),
    case("mask-carried-square", {"axis": 1}, noise(2, 3, 3), input_mask=array([[1, 1, 0]] * 3, "bool")),
    case("empty-batch", {"axis": 1}, noise(0, 3, 2)),
    case("training-ignored", {"name": "shares", "trainable": False}, noise(2, 2), call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, noise(2, 2)),
    shapes("unknown-dimensions", {"axis": [1, 2]}, None, None, 3),
    refuse("axis-out-of-range", {"axis": 3}, blank(2, 3, 4)),
    refuse("axis-too-low", {"axis": -4}, blank(2, 3, 4)),
    refuse("axis-fraction", {"axis": 1.5}, blank(2, 3, 4)),
    refuse("axis-text", {"axis": "1"}, blank(2, 3, 4)),
    refuse("axes-empty", {"axis": []}, blank(2, 3, 4)),
    refuse("axes-out-of-range", {"axis": [1, 5]}, blank(2, 3, 4)),
    refuse("axes-twice", {"axis": [1, -2]}, blank(2, 3, 4)),
    refuse("scalar", {}, array(1)),
    refuse("mask-misfit", {}, blank(2, 3, 4), input_mask=mask),
    refuse("mask-argument-misfit", {}, blank(2, 3), call={"mask": array([1, 1], "bool")}),
    refuse("unknown-parameter", {"axes": 1}, blank(2, 3)),
]
