from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Resizing"
# Keras takes its default alone.
NOT_IN_JSON = ["fill_mode"]
KINDS = ["nearest", "bicubic", "lanczos3", "lanczos5"]

x = noise(2, 5, 7, 2)
small = noise(1, 3, 2, 3, seed=2)
whole = ramp(1, 4, 5, 1, start=-17, step=7, dtype="int32")


def size(height, width, **config):
    return {"height": height, "width": width, **config}


CASES = [
    case("defaults-down", size(3, 4), x, gradient=True),
    case("defaults-up", size(7, 9), small, gradient=True),
    case("bilinear", size(4, 9, interpolation="bilinear"), x),
    *[case(f"{kind}-down", size(3, 4, interpolation=kind), x, gradient=True) for kind in KINDS],
    *[case(f"{kind}-up", size(8, 9, interpolation=kind), small, gradient=True) for kind in KINDS],
    *[case(f"{kind}-down-and-up", size(2, 13, interpolation=kind), x) for kind in ["bilinear", *KINDS]],
    *[case(f"{kind}-same-size", size(5, 7, interpolation=kind), x) for kind in ["bilinear", *KINDS]],
    *[case(f"{kind}-whole", size(6, 3, interpolation=kind), whole) for kind in ["bilinear", *KINDS]],
    *[case(f"{kind}-far-down", size(3, 5, interpolation=kind), noise(1, 23, 31, 1)) for kind in ["bilinear", *KINDS]],
    *[case(f"{kind}-photo", size(19, 8, interpolation=kind), noise(1, 12, 29, 1, low=0, high=255)) for kind in ["bilinear", *KINDS]],
    case("to-one-pixel", size(1, 1), x),
    case("from-one-pixel", size(3, 2, interpolation="bicubic"), noise(1, 1, 1, 2)),
    case("multiple", size(10, 14), x),
    case("unbatched", size(3, 4), x[0]),
    case("unbatched-nearest", size(7, 3, interpolation="nearest"), x[0]),
    case("channels-first", size(3, 4, data_format="channels_first"), noise(2, 3, 5, 4), gradient=True),
    case("channels-first-unbatched", size(6, 3, data_format="channels_first", interpolation="lanczos3"), noise(2, 5, 4)),
    case("channels-last", size(2, 2, data_format="channels_last"), x),
    case("crop-wide", size(4, 4, crop_to_aspect_ratio=True), x, gradient=True),
    case("crop-tall", size(2, 6, crop_to_aspect_ratio=True), noise(1, 9, 4, 1)),
    case("crop-nothing-to-cut", size(10, 14, crop_to_aspect_ratio=True), x),
    case("crop-unbatched-first", size(2, 3, crop_to_aspect_ratio=True, data_format="channels_first", interpolation="nearest"), noise(2, 7, 5)),
    case("crop-whole", size(2, 2, crop_to_aspect_ratio=True), whole),
    case("pad-wide", size(4, 4, pad_to_aspect_ratio=True), x, gradient=True),
    case("pad-tall", size(3, 8, pad_to_aspect_ratio=True, fill_value=0.5), noise(1, 6, 3, 2)),
    case("pad-nothing-to-fill", size(10, 14, pad_to_aspect_ratio=True, fill_value=9), x),
    case("pad-unbatched", size(6, 2, pad_to_aspect_ratio=True, fill_value=-1.5, interpolation="bicubic"), x[1]),
    case("pad-channels-first", size(6, 3, pad_to_aspect_ratio=True, fill_value=2, data_format="channels_first"), noise(1, 2, 4, 5)),
    case("pad-whole", size(4, 2, pad_to_aspect_ratio=True, fill_value=3), whole),
    case("fill-mode", size(2, 3, fill_mode="constant"), x),
    case("dtype-whole", size(3, 3, dtype="int32"), 10 * x),
    case("dtype-narrow", size(3, 3, dtype="uint8"), noise(1, 4, 5, 1, low=0, high=255)),
    case("named", size(2, 2, name="smaller", trainable=False), x),
    case("mask-ends", size(2, 2), noise(2, 3, 4, 1), input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", size(2, 3), noise(0, 4, 4, 1)),
    shapes("unknown-sizes", size(3, 4), None, None, None, 3),
    shapes("unknown-sizes-first", size(3, 4, data_format="channels_first"), None, 2, None, None),
    shapes("unknown-unbatched", size(3, 4), None, None, 3),
    refuse("missing", {"height": 2}),
    refuse("height-zero", size(0, 2), blank(1, 4, 4, 1)),
    refuse("height-negative", size(-1, 2), blank(1, 4, 4, 1)),
    refuse("width-fraction", size(2, 2.3), blank(1, 4, 4, 1)),
    refuse("width-text", size(2, "2"), blank(1, 4, 4, 1)),
    refuse("interpolation-area", size(2, 2, interpolation="area"), blank(1, 4, 4, 1)),
    refuse("interpolation-gaussian", size(2, 2, interpolation="gaussian"), blank(1, 4, 4, 1)),
    refuse("interpolation-mitchellcubic", size(2, 2, interpolation="mitchellcubic"), blank(1, 4, 4, 1)),
    refuse("interpolation-upper", size(2, 2, interpolation="BILINEAR"), blank(1, 4, 4, 1)),
    refuse("interpolation-none", size(2, 2, interpolation=None), blank(1, 4, 4, 1)),
    refuse("fill-mode-reflect", size(2, 2, fill_mode="reflect"), blank(1, 4, 4, 1)),
    refuse("crop-and-pad", size(2, 2, crop_to_aspect_ratio=True, pad_to_aspect_ratio=True), blank(1, 4, 4, 1)),
    refuse("crop-nothing-left", size(1, 9, crop_to_aspect_ratio=True), blank(1, 4, 3, 1)),
    refuse("pad-whole-default", size(4, 2, pad_to_aspect_ratio=True), whole),
    refuse("pad-whole-fraction", size(4, 2, pad_to_aspect_ratio=True, fill_value=0.5), whole),
    refuse("fill-none", size(4, 2, pad_to_aspect_ratio=True, fill_value=None), blank(1, 4, 4, 1)),
    refuse("bool", size(2, 2), array([[[[1], [0]]]], "bool")),
    refuse("rank-2", size(2, 2), blank(4, 4)),
    refuse("rank-5", size(2, 2), blank(1, 1, 4, 4, 1)),
    refuse("no-rows", size(2, 2), blank(1, 0, 4, 1)),
    refuse("no-channels", size(2, 2, interpolation="nearest"), blank(1, 4, 4, 0)),
    refuse("data-format", size(2, 2, data_format="first"), blank(1, 4, 4, 1)),
    refuse("training-unknown-argument", size(2, 2), blank(1, 4, 4, 1), call={"mask": array([[1]], "bool")}),
]
