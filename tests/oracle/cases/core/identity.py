from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Identity"

x = noise(2, 3)

CASES = [
    case("defaults", {}, x, gradient=True),
    case("rank-1", {}, noise(4)),
    case("scalar", {}, array(2.5)),
    case("rank-4", {}, noise(1, 2, 2, 3, seed=2)),
    case("int-stays", {}, ramp(2, 3, dtype="int32")),
    case("several-inputs", {}, [x, noise(4, seed=3)]),
    case("empty", {}, noise(0, 3)),
    case("mask-passes", {}, noise(2, 3, 2), input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("training-ignored", {}, x, call={"training": True}),
    case("named", {"name": "same", "dtype": "float32", "trainable": False}, x),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    shapes("unknown-sizes", {}, None, None, 3),
    shapes("several-unknown", {}, [None, 3], [None, None, 2]),
    refuse("unknown-parameter", {"units": 2}, x),
    refuse("penalty-of-whole-numbers", {"activity_regularizer": "l2"}, ramp(2, 3, dtype="int32")),
    refuse("mask-argument", {}, noise(2, 3, 2), call={"mask": array([[1, 1, 0], [1, 0, 0]], "bool")}),
    refuse("name-with-slash", {"name": "a/b"}, blank(2, 3)),
]
