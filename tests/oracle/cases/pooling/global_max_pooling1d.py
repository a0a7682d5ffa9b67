from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "GlobalMaxPooling1D"

x = noise(2, 7, 2)
negative = noise(1, 6, 2, low=-2, high=-1, seed=2)
first = noise(1, 2, 7, seed=3)
mask = array([[1, 1, 0, 0, 0, 1, 1], [1, 0, 1, 1, 1, 1, 0]], "bool")
ties = array([[[1, 0], [1, -1], [0, 0]]])

CASES = [
    case("defaults", {}, x, gradient=True),
    case("keepdims", {"keepdims": True}, x, gradient=True),
    case("negative", {}, negative, gradient=True),
    case("channels-first", {"data_format": "channels_first"}, first, gradient=True),
    case("channels-first-keepdims", {"data_format": "channels_first", "keepdims": True}, first),
    case("channels-last-upper-case", {"data_format": "CHANNELS_LAST"}, x),
    case("one-place", {}, noise(3, 1, 2, seed=5), gradient=True),
    case("one-channel", {}, noise(2, 3, 1, seed=6)),
    case("ties", {}, ties, gradient=True),
    case("ties-keepdims-channels-first", {"data_format": "channels_first", "keepdims": True}, ties, gradient=True),
    case("whole-numbers", {}, ramp(1, 3, 2, start=-4)),
    case("mask-destroyed", {}, x, input_mask=mask),
    case("training-ignored", {}, x, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l1"}, x),
    case("frozen-named", {"name": "pool", "trainable": False, "dtype": "float32"}, negative),
    shapes("unknown-size", {}, None, None, 3),
    shapes("unknown-channels", {"keepdims": True}, None, None, None),
    shapes("keepdims-shape", {"keepdims": True}, 4, 7, 3),
    shapes("channels-first-shape", {"data_format": "channels_first"}, None, 3, None),
    shapes("channels-first-keepdims-shape", {"data_format": "channels_first", "keepdims": True}, None, 3, 9),
    refuse("data-format-unknown", {"data_format": "NCHW"}, blank(1, 4, 1)),
    refuse("unknown-parameter", {"pool_size": 2}, blank(1, 4, 1)),
    refuse("rank-2", {}, blank(4, 1)),
    refuse("rank-4", {}, blank(1, 1, 4, 1)),
    refuse("rank-2-unknown", {}, blank(None, 1)),
    refuse("empty-input", {}, blank(1, 0, 2)),
    refuse("empty-batch", {}, blank(0, 2, 2)),
    refuse("mask-argument", {}, blank(1, 4, 1), call={"mask": array([[1, 1, 0, 1]], "bool")}),
]
