from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "MaxPooling2D"

x = noise(1, 5, 6, 2)
negative = noise(1, 3, 3, 1, low=-2, high=-1, seed=2)
first = noise(1, 2, 5, 6, seed=3)
steps = array([[1, 1, 0], [1, 0, 0], [1, 1, 1]]).reshape(1, 3, 3, 1)

CASES = [
    case("defaults", {}, x),
    case("pool-size", {"pool_size": 3}, x),
    case("pool-size-tuple", {"pool_size": [2, 3]}, x),
    case("pool-size-one", {"pool_size": 1, "strides": 2}, x, gradient=True),
    case("overlap", {"pool_size": 3, "strides": 1}, x, gradient=True),
    case("strides-tuple", {"pool_size": 2, "strides": [2, 1]}, x),
    case("strides-beyond-pool", {"pool_size": [1, 2], "strides": 3}, x),
    case("same-strides-beyond-pool", {"pool_size": [1, 2], "strides": 3, "padding": "same"}, x, gradient=True),
    case("strides-beyond-input", {"strides": 7}, x),
    case("same", {"padding": "same"}, x),
    case("same-ragged", {"pool_size": [3, 4], "strides": [2, 3], "padding": "same"}, x, gradient=True),
    case("same-overlap", {"pool_size": 3, "strides": 1, "padding": "same"}, x),
    case("same-upper-case", {"padding": "SAME"}, x),
    case("same-pool-beyond-input", {"pool_size": 7, "padding": "same"}, x),
    case("same-negative", {"pool_size": 3, "strides": 2, "padding": "same"}, negative, gradient=True),
    case("valid-negative", {"pool_size": 2, "strides": 1}, negative),
    case("channels-first", {"data_format": "channels_first"}, first),
    case(
        "channels-first-same",
        {"pool_size": 2, "padding": "same", "data_format": "channels_first"},
        first,
        gradient=True,
    ),
    case("channels-last-upper-case", {"data_format": "Channels_Last"}, x),
    case("ties", {}, ramp(1, 4, 4, 1, start=1, step=0), gradient=True),
    case("ties-same", {"pool_size": 3, "strides": 2, "padding": "same"}, steps, gradient=True),
    case("size-1-same", {"padding": "same"}, noise(2, 1, 1, 3, seed=6), gradient=True),
    case("empty-input", {}, noise(1, 0, 0, 1)),
    case("empty-batch", {}, noise(0, 4, 4, 1)),
    case("mask-destroyed", {}, x, input_mask=array([[1, 1, 0, 0, 0]], "bool")),
    case("training-ignored", {}, negative, call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, x),
    case("frozen-named", {"name": "pool", "trainable": False, "dtype": "float32"}, negative),
    shapes("unknown-size", {}, None, None, None, 3),
    shapes("same-unknown-height", {"padding": "same"}, None, None, 7, 3),
    shapes("ragged", {"pool_size": 3, "strides": 2}, None, 28, 27, 1),
    shapes("channels-first-shape", {"pool_size": [2, 3], "data_format": "channels_first"}, None, 8, 7, 7),
    refuse("pool-size-zero", {"pool_size": 0}, blank(1, 4, 4, 1)),
    refuse("pool-size-three", {"pool_size": [2, 2, 2]}, blank(1, 4, 4, 1)),
    refuse("pool-size-fraction", {"pool_size": 2.5}, blank(1, 4, 4, 1)),
    refuse("pool-too-large", {"pool_size": 6, "strides": 1}, blank(1, 4, 4, 1)),
    refuse("pool-too-large-unknown-batch", {"pool_size": 6, "strides": 1}, blank(None, 4, 4, 1)),
    refuse("strides-negative", {"strides": -1}, blank(1, 4, 4, 1)),
    refuse("strides-zero", {"strides": 0}, blank(1, 4, 4, 1)),
    refuse("strides-three", {"strides": [1, 1, 1]}, blank(1, 4, 4, 1)),
    refuse("padding-unknown", {"padding": "full"}, blank(1, 4, 4, 1)),
    refuse("data-format-unknown", {"data_format": "NCHW"}, blank(1, 4, 4, 1)),
    refuse("unknown-parameter", {"stride": 2}, blank(1, 4, 4, 1)),
    refuse("rank-3", {}, blank(4, 4, 1)),
    refuse("rank-5", {}, blank(1, 1, 4, 4, 1)),
]
