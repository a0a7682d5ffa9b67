from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "ZeroPadding1D"

x = noise(2, 5, 2)

CASES = [
    case("defaults", {}, x, gradient=True),
    case("number", {"padding": 1}, x),
    case("before-only", {"padding": [2, 0]}, x, gradient=True),
    case("after-only", {"padding": [0, 2]}, x, gradient=True),
    case("both", {"padding": [1, 3]}, x, gradient=True),
    case("no-edges", {"padding": [0, 0]}, x),
    case("zero", {"padding": 0}, x),
    case("beyond-size", {"padding": 7}, noise(1, 1, 1)),
    case("int32", {}, ramp(2, 5, 2, dtype="int32")),
    case("bool", {}, ramp(1, 2, 1, dtype="int32").astype("bool")),
    case("empty-batch", {}, noise(0, 5, 2)),
    case("no-channels", {}, noise(2, 5, 0)),
    case("zero-size", {}, noise(1, 0, 2)),
    case("mask-ends", {}, x, input_mask=array([[1, 1, 0, 0, 0], [1, 0, 1, 1, 1]], "bool")),
    case("frozen-named", {"name": "edges", "trainable": False, "dtype": "float32"}, x),
    case("training-ignored", {}, x, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    shapes("unknown-size", {"padding": [1, 2]}, None, None, 3),
    shapes("unknown-batch", {"padding": 1}, None, 6, None),
    refuse("negative", {"padding": -1}, x),
    refuse("negative-inside", {"padding": [1, -1]}, x),
    refuse("one-entry", {"padding": [1]}, x),
    refuse("too-many", {"padding": [1, 1, 1]}, x),
    refuse("fraction", {"padding": 1.5}, x),
    refuse("fraction-inside", {"padding": [1.5, 1]}, x),
    refuse("text", {"padding": "1"}, x),
    refuse("none", {"padding": None}, x),
    refuse("none-inside", {"padding": [None, 1]}, x),
    refuse("fewer-axes", {}, blank(4, 4)),
    refuse("more-axes", {}, blank(4, 4, 4, 4)),
    refuse("two-inputs", {}, [x, x]),
    refuse("unknown-parameter", {"cropping": 1}, x),
]
