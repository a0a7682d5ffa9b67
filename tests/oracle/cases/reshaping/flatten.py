from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Flatten"

x = noise(2, 3, 4)
first = {"data_format": "channels_first"}

CASES = [
    case("defaults", {}, x, gradient=True),
    case("rank-2", {}, noise(2, 3)),
    case("rank-1", {}, noise(3), gradient=True),
    case("rank-4", {}, noise(2, 2, 3, 2)),
    case("rank-6", {}, noise(1, 2, 1, 2, 2, 2)),
    case("channels-first", first, x, gradient=True),
    case("channels-first-rank-1", first, noise(3)),
    case("channels-first-rank-2", first, noise(2, 3)),
    case("channels-first-rank-4", first, noise(2, 3, 2, 2), gradient=True),
    case("channels-first-rank-5", first, noise(1, 3, 2, 1, 2)),
    case("channels-last", {"data_format": "channels_last"}, x),
    case("format-upper-case", {"data_format": "CHANNELS_FIRST"}, x),
    case("int32", {}, ramp(2, 2, 2, dtype="int32")),
    case("int32-channels-first", first, ramp(2, 2, 2, 3, dtype="int32")),
    case("bool-channels-first", first, array([[[1, 0], [0, 0]]], "bool")),
    case("one-value", {}, noise(1, 1, 1)),
    case("zero-size", {}, noise(2, 0, 3)),
    case("zero-size-channels-first", first, noise(2, 3, 0, 2)),
    case("empty-batch-channels-first", first, noise(0, 3, 2, 4)),
    case("empty-batch", {}, noise(0, 3, 4)),
    case("mask-ends", {}, x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("frozen-named", {"name": "flat", "trainable": False, "dtype": "float32"}, x),
    case("training-ignored", {}, x, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    shapes("unknown-batch", {}, None, 3, 4),
    shapes("unknown-size", {}, None, None, 4),
    shapes("unknown-channels-first", first, 2, None, None, 3),
    shapes("rank-1-unknown", {}, None),
    refuse("no-batch", {}, blank()),
    refuse("data-format-unknown", {"data_format": "NHWC"}, x),
    refuse("data-format-number", {"data_format": 1}, x),
    refuse("two-inputs", {}, [x, x]),
    refuse("mask-argument", {}, x, call={"mask": array([[1, 1, 0], [1, 0, 0]], "bool")}),
    refuse("unknown-parameter", {"axis": 1}, x),
]
