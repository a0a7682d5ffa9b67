from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "RepeatVector"

x = noise(2, 3)

CASES = [
    case("three", {"n": 3}, x, gradient=True),
    case("once", {"n": 1}, x, gradient=True),
    case("never", {"n": 0}, x),
    case("many", {"n": 17}, noise(1, 2), gradient=True),
    case("one-feature", {"n": 2}, noise(3, 1)),
    case("no-feature", {"n": 2}, noise(3, 0)),
    case("int32", {"n": 2}, ramp(2, 3, dtype="int32")),
    case("bool", {"n": 2}, array([[1, 0], [0, 1]], "bool")),
    case("empty-batch", {"n": 2}, noise(0, 3)),
    case("mask-ends", {"n": 2}, x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("frozen-named", {"n": 2, "name": "again", "trainable": False, "dtype": "float32"}, x),
    case("training-ignored", {"n": 2}, x, call={"training": True}),
    case("activity-regularizer", {"n": 2, "activity_regularizer": "l2"}, x),
    shapes("unknown-batch", {"n": 3}, None, 32),
    shapes("unknown-features", {"n": 3}, None, None),
    refuse("missing", {}, x),
    refuse("negative", {"n": -1}, x),
    refuse("fraction", {"n": 2.5}, x),
    refuse("text", {"n": "2"}, x),
    refuse("none", {"n": None}, x),
    refuse("list", {"n": [2]}, x),
    refuse("rank-1", {"n": 2}, blank(3)),
    refuse("rank-3", {"n": 2}, blank(2, 3, 4)),
    refuse("two-inputs", {"n": 2}, [x, x]),
    refuse("unknown-parameter", {"n": 2, "times": 2}, x),
]
