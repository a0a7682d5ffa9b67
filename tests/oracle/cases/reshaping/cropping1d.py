from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Cropping1D"

x = noise(2, 5, 2)

CASES = [
    case("defaults", {}, x, gradient=True),
    case("number", {"cropping": 1}, noise(1, 5, 1)),
    case("before-only", {"cropping": [2, 0]}, x, gradient=True),
    case("after-only", {"cropping": [0, 2]}, x, gradient=True),
    case("both", {"cropping": [1, 3]}, x, gradient=True),
    case("no-edges", {"cropping": [0, 0]}, x),
    case("zero", {"cropping": 0}, x),
    case("one-left", {"cropping": 2}, x),
    case("int32", {}, ramp(2, 5, 2, dtype="int32")),
    case("bool", {}, ramp(1, 4, 1, dtype="int32").astype("bool")),
    case("empty-batch", {}, noise(0, 5, 2)),
    case("no-channels", {}, noise(2, 5, 0)),
    case("mask-ends", {}, x, input_mask=array([[1, 1, 0, 0, 0], [1, 0, 1, 1, 1]], "bool")),
    case("frozen-named", {"name": "edges", "trainable": False, "dtype": "float32"}, x),
    case("training-ignored", {}, x, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    shapes("unknown-size", {"cropping": [1, 2]}, None, None, 3),
    shapes("unknown-batch", {"cropping": 1}, None, 6, None),
    refuse("nothing-left", {"cropping": [3, 2]}, x),
    refuse("beyond", {"cropping": 9}, x),
    refuse("nothing-left-unknown-batch", {"cropping": [3, 2]}, blank(None, 5, 2)),
    refuse("zero-size", {"cropping": 0}, blank(1, 0, 2)),
    refuse("negative", {"cropping": -1}, x),
    refuse("negative-inside", {"cropping": [1, -1]}, x),
    refuse("one-entry", {"cropping": [1]}, x),
    refuse("too-many", {"cropping": [1, 1, 1]}, x),
    refuse("fraction", {"cropping": 1.5}, x),
    refuse("fraction-inside", {"cropping": [1.5, 1]}, x),
    refuse("text", {"cropping": "1"}, x),
    refuse("none", {"cropping": None}, x),
    refuse("none-inside", {"cropping": [None, 1]}, x),
    refuse("fewer-axes", {}, blank(4, 4)),
    refuse("more-axes", {}, blank(4, 4, 4, 4)),
    refuse("two-inputs", {}, [x, x]),
    refuse("unknown-parameter", {"padding": 1}, x),
]
