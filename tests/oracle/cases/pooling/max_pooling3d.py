from declare import array, blank, case, noise, refuse, shapes

KERAS = "MaxPooling3D"

x = noise(1, 3, 4, 5, 2)
negative = noise(1, 3, 3, 2, 1, low=-2, high=-1, seed=2)
first = noise(1, 2, 3, 4, 5, seed=3)
mask = array([[1, 1, 0]], "bool")
steps = array([1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]).reshape(1, 3, 2, 2, 1)

CASES = [
    case("defaults", {}, x),
    case("pool-size", {"pool_size": 3}, x),
    case("pool-size-tuple", {"pool_size": [2, 1, 3]}, x),
    case("pool-size-one", {"pool_size": 1, "strides": 2}, x),
    case("overlap", {"pool_size": [2, 3, 2], "strides": 1}, x, gradient=True),
    case("strides-tuple", {"strides": [1, 2, 3]}, x),
    case("strides-beyond-pool", {"pool_size": [1, 2, 1], "strides": [2, 3, 2]}, x, gradient=True),
    case("strides-beyond-input", {"strides": 7}, x),
    case("same", {"padding": "same"}, x),
    case("same-ragged", {"pool_size": [2, 3, 4], "strides": [2, 2, 3], "padding": "same"}, x, gradient=True),
    case("same-overlap", {"pool_size": [2, 3, 2], "strides": 1, "padding": "same"}, x, gradient=True),
    case("same-strides-beyond-pool", {"pool_size": [1, 2, 1], "strides": [2, 3, 2], "padding": "same"}, x),
    case("same-pool-beyond-input", {"pool_size": 9, "padding": "same"}, x, gradient=True),
    case("same-upper-case", {"padding": "SAME"}, x),
    case("same-negative", {"pool_size": 3, "strides": 2, "padding": "same"}, negative, gradient=True),
    case("valid-negative", {"pool_size": 2, "strides": 1}, negative, gradient=True),
    case("one-place", {"pool_size": [1, 1, 1]}, noise(1, 1, 1, 1, 1, seed=5)),
    case("size-1-same", {"pool_size": 2, "padding": "same"}, noise(2, 1, 1, 1, 3, seed=6), gradient=True),
    case("channels-first", {"data_format": "channels_first"}, first),
    case(
        "channels-first-same",
        {"pool_size": 3, "strides": 2, "padding": "same", "data_format": "channels_first"},
        first,
        gradient=True,
    ),
    case("channels-last-upper-case", {"data_format": "Channels_Last"}, x),
    case("ties", {"pool_size": 2, "strides": 1}, steps, gradient=True),
    case("ties-same", {"pool_size": 3, "strides": 2, "padding": "same"}, steps, gradient=True),
    case("ties-zero", {"strides": 1, "padding": "same"}, steps * 0, gradient=True),
    case("empty-batch", {}, noise(0, 4, 4, 4, 1)),
    case("empty-input", {}, noise(1, 0, 0, 0, 1)),
    case("mask-destroyed", {}, x, input_mask=mask),
    case("training-ignored", {}, negative, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    case("frozen-named", {"name": "pool", "trainable": False, "dtype": "float32"}, negative),
    shapes("unknown-size", {}, None, None, None, None, 3),
    shapes("unknown-channels", {}, None, 8, 8, 8, None),
    shapes("same-unknown-first", {"padding": "same"}, None, None, 7, 7, 3),
    shapes("ragged", {"pool_size": 3, "strides": 2}, None, 28, 27, 9, 1),
    shapes("size-0", {"pool_size": 5, "strides": 1}, None, 4, 4, 4, 1),
    shapes("channels-first-shape", {"pool_size": [2, 1, 3], "data_format": "channels_first"}, None, 8, 7, 7, 7),
    refuse("pool-size-zero", {"pool_size": 0}, blank(1, 4, 4, 4, 1)),
    refuse("pool-size-tuple-long", {"pool_size": [2, 2, 2, 2]}, blank(1, 4, 4, 4, 1)),
    refuse("pool-size-fraction", {"pool_size": 2.5}, blank(1, 4, 4, 4, 1)),
    refuse("pool-size-none", {"pool_size": None}, blank(1, 4, 4, 4, 1)),
    refuse("pool-too-large", {"pool_size": 6, "strides": 1}, blank(1, 4, 4, 4, 1)),
    refuse("pool-too-large-unknown-batch", {"pool_size": 6, "strides": 1}, blank(None, 4, 4, 4, 1)),
    refuse("strides-negative", {"strides": -1}, blank(1, 4, 4, 4, 1)),
    refuse("strides-zero", {"strides": 0}, blank(1, 4, 4, 4, 1)),
    refuse("strides-tuple-long", {"strides": [1, 1, 1, 1]}, blank(1, 4, 4, 4, 1)),
    refuse("padding-unknown", {"padding": "full"}, blank(1, 4, 4, 4, 1)),
    refuse("data-format-unknown", {"data_format": "NCHW"}, blank(1, 4, 4, 4, 1)),
    refuse("unknown-parameter", {"stride": 2}, blank(1, 4, 4, 4, 1)),
    refuse("mask-argument", {}, blank(1, 4, 4, 4, 1), call={"mask": array([[1, 1, 0, 1]], "bool")}),
    refuse("rank-4", {}, blank(4, 4, 4, 1)),
    refuse("rank-6", {}, blank(1, 1, 4, 4, 4, 1)),
]
