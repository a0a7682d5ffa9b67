from declare import blank, case, noise, ramp, refuse, shapes

KERAS = "UpSampling2D"

x = noise(2, 3, 4, 2)
one = noise(1, 1, 1, 3)
line = noise(1, 1, 5, 1)
tall = noise(1, 13, 2, 1, seed=4)
whole = ramp(1, 3, 4, 2, start=-9, step=4, dtype="int32")
first = noise(2, 2, 3, 4)
SMOOTH = ["bilinear", "bicubic", "lanczos3", "lanczos5"]


def config(size=2, interpolation="nearest", **more):
    return {"size": size, "interpolation": interpolation, **more}


CASES = [
    case("defaults", {}, x, gradient=True),
    case("two-sizes", {"size": [3, 1]}, x, gradient=True),
    case("size-one", {"size": 1}, x),
    case("one-pixel", {"size": [4, 5]}, one),
    case("channels-first", {"size": [2, 3], "data_format": "channels_first"}, first, gradient=True),
    case("int32", {}, whole),
    case("bool", {}, whole.astype("bool")),
    case("empty-batch", {}, noise(0, 3, 4, 2)),
    case("no-rows", {}, noise(1, 0, 4, 2)),
    case("no-channels", {}, noise(1, 3, 4, 0)),
    case("upper-case", config(2, "BiLinear"), x),
    case("frozen-named", {"name": "larger", "trainable": False, "dtype": "float32"}, x),
    case("training-ignored", {}, x, call={"training": True}),
    case("activity-regularizer", config(2, "bilinear", activity_regularizer="l2"), x),
    *(
        made
        for kind in SMOOTH
        for made in [
            case(kind, config(2, kind), x, gradient=True),
            case(f"{kind}-two-sizes", config([3, 2], kind), x, gradient=True),
            case(f"{kind}-other-sizes", config([1, 5], kind), x),
            case(f"{kind}-size-one", config(1, kind), x),
            case(f"{kind}-large", config([7, 6], kind), noise(1, 2, 3, 1, seed=3)),
            case(f"{kind}-one-pixel", config(3, kind), one, gradient=True),
            case(f"{kind}-one-row", config([2, 3], kind), line),
            case(f"{kind}-tall", config([3, 7], kind), tall),
            case(f"{kind}-three-channels", config(3, kind), noise(1, 4, 3, 3, seed=5)),
            case(f"{kind}-channels-first", config([2, 3], kind, data_format="channels_first"), first, gradient=True),
            case(f"{kind}-int32", config(2, kind), whole),
            case(f"{kind}-int32-three", config([3, 5], kind), whole),
            case(f"{kind}-int32-size-one", config(1, kind), whole),
            case(f"{kind}-int32-channels-first", config([3, 2], kind, data_format="channels_first"), whole),
            case(f"{kind}-empty-batch-first", config(2, kind, data_format="channels_first"), noise(0, 3, 4, 2)),
            case(f"{kind}-empty-batch", config(2, kind), noise(0, 3, 4, 2)),
        ]
    ),
    shapes("unknown-batch", {}, None, 3, 4, 2),
    shapes("unknown-size", config([2, 3], "bicubic"), None, None, None, None),
    shapes("unknown-channels-first", {"size": [2, 3], "data_format": "channels_first"}, None, 3, None, 4),
    *(
        made
        for kind in SMOOTH
        for made in [
            refuse(f"{kind}-bool", config(2, kind), blank(1, 2, 2, 1, dtype="bool")),
            refuse(f"{kind}-no-rows", config(2, kind), blank(1, 0, 2, 1)),
            refuse(f"{kind}-no-channels", config(2, kind), blank(1, 2, 2, 0)),
        ]
    ),
    refuse("area", config(2, "area"), x),
    refuse("gaussian", config(2, "gaussian"), x),
    refuse("mitchellcubic", config(2, "mitchellcubic"), x),
    refuse("interpolation-none", config(2, None), x),
    refuse("interpolation-number", config(2, 1), x),
    refuse("size-zero", {"size": 0}, x),
    refuse("size-zero-inside", {"size": [2, 0]}, x),
    refuse("size-negative", {"size": -1}, x),
    refuse("size-three", {"size": [1, 2, 3]}, x),
    refuse("size-fraction", {"size": 1.5}, x),
    refuse("size-fraction-inside", {"size": [2, 2.5]}, x),
    refuse("size-text", {"size": "22"}, x),
    refuse("size-none", {"size": None}, x),
    refuse("data-format-unknown", {"data_format": "NCHW"}, x),
    refuse("rank-3", {}, blank(3, 4, 2)),
    refuse("rank-5", {}, blank(1, 2, 3, 4, 5)),
    refuse("two-inputs", {}, [x, x]),
    refuse("unknown-parameter", {"antialias": True}, x),
]
