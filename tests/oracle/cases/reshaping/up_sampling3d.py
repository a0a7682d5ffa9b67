from declare import blank, case, noise, ramp, refuse, shapes

KERAS = "UpSampling3D"

x = noise(1, 2, 3, 2, 2)
first = {"data_format": "channels_first"}

CASES = [
    case("defaults", {}, x, gradient=True),
    case("three-sizes", {"size": [1, 2, 3]}, x, gradient=True),
    case("first-axis", {"size": [3, 1, 1]}, x),
    case("second-axis", {"size": [1, 3, 1]}, x),
    case("third-axis", {"size": [1, 1, 3]}, x),
    case("size-one", {"size": 1}, x),
    case("one-entry", {"size": [2, 3, 4]}, noise(1, 1, 1, 1, 2)),
    case("channels-first", {"size": [3, 2, 1], **first}, noise(1, 2, 2, 1, 3), gradient=True),
    case("channels-first-default", first, noise(2, 1, 2, 2, 1)),
    case("int32", {}, ramp(1, 1, 2, 2, 1, dtype="int32")),
    case("bool", {}, ramp(1, 1, 2, 2, 1, dtype="int32").astype("bool")),
    case("empty-batch", {}, noise(0, 1, 2, 3, 1)),
    case("zero-size", {}, noise(1, 1, 0, 3, 1)),
    case("frozen-named", {"name": "larger", "trainable": False, "dtype": "float32"}, x),
    case("training-ignored", {}, x, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    shapes("unknown-batch", {}, None, 2, 3, 4, 5),
    shapes("unknown-size", {"size": [2, 3, 4]}, None, None, 3, None, None),
    shapes("unknown-channels-first", {"size": [2, 3, 4], **first}, None, 5, None, 3, 2),
    refuse("size-zero", {"size": 0}, x),
    refuse("size-zero-inside", {"size": [2, 0, 1]}, x),
    refuse("size-two", {"size": [2, 2]}, x),
    refuse("size-fraction", {"size": 1.5}, x),
    refuse("size-text", {"size": "222"}, x),
    refuse("size-none", {"size": None}, x),
    refuse("data-format-unknown", {"data_format": "NCDHW"}, x),
    refuse("rank-4", {}, blank(1, 2, 3, 4)),
    refuse("rank-6", {}, blank(1, 2, 3, 4, 5, 6)),
    refuse("two-inputs", {}, [x, x]),
    refuse("unknown-parameter", {"interpolation": "nearest"}, x),
]
