from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "UpSampling1D"

x = noise(2, 3, 2)

CASES = [
    case("defaults", {}, x, gradient=True),
    case("three", {"size": 3}, x, gradient=True),
    case("once", {"size": 1}, x, gradient=True),
    case("never", {"size": 0}, x),
    case("many", {"size": 11}, noise(1, 2, 1), gradient=True),
    case("fraction-is-cut", {"size": 2.7}, x),
    case("negative-fraction-is-cut", {"size": -0.5}, x),
    case("text-is-read", {"size": "2"}, x),
    case("one-step", {}, noise(2, 1, 3)),
    case("no-step", {}, noise(2, 0, 3)),
    case("no-feature", {}, noise(2, 3, 0)),
    case("int32", {}, ramp(2, 3, 1, dtype="int32")),
    case("bool", {}, array([[[1], [0]], [[0], [1]]], "bool")),
    case("empty-batch", {}, noise(0, 3, 2)),
    case("mask-ends", {}, x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("frozen-named", {"name": "longer", "trainable": False, "dtype": "float32"}, x),
    case("training-ignored", {}, x, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    shapes("unknown-batch", {}, None, 5, 3),
    shapes("unknown-steps", {"size": 4}, None, None, None),
    refuse("negative", {"size": -1}, x),
    refuse("none", {"size": None}, x),
    refuse("list", {"size": [2]}, x),
    refuse("text-without-digits", {"size": "two"}, x),
    refuse("text-with-fraction", {"size": "2.5"}, x),
    refuse("rank-2", {}, blank(2, 3)),
    refuse("rank-4", {}, blank(2, 3, 4, 5)),
    refuse("two-inputs", {}, [x, x]),
    refuse("unknown-parameter", {"interpolation": "nearest"}, x),
]
