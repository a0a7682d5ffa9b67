from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "CenterCrop"

x = noise(2, 5, 7, 2)


def size(height, width, **config):
    return {"height": height, "width": width, **config}


CASES = [
    case("even-from-odd", size(2, 4), x, gradient=True),
    case("odd-from-odd", size(3, 5), x),
    case("same-size", size(5, 7), x),
    case("one-pixel", size(1, 1), x),
    case("one-axis", size(5, 2), x),
    case("no-rows", size(0, 3), x),
    case("unbatched", size(2, 3), x[0]),
    case("channels-first", size(2, 3, data_format="channels_first"), noise(2, 3, 5, 6)),
    case("channels-first-unbatched", size(3, 2, data_format="channels_first"), noise(3, 5, 6)),
    case("channels-last", size(3, 2, data_format="channels_last"), x),
    case("up", size(8, 9), x, gradient=True),
    case("up-one-axis", size(3, 9), x),
    case("up-other-axis", size(9, 3), x),
    case("up-square", size(6, 6), noise(1, 4, 4, 3)),
    case("up-unbatched", size(7, 11), x[1]),
    case("up-channels-first", size(8, 4, data_format="channels_first"), noise(2, 2, 5, 7)),
    case("up-channels-first-unbatched", size(6, 6, data_format="channels_first"), noise(2, 3, 5)),
    case("whole-becomes-float", size(2, 2), ramp(1, 4, 4, 1, dtype="int32")),
    case("whole-up", size(3, 5), ramp(1, 2, 4, 1, dtype="int32")),
    case("bool", size(2, 2), array([[[[1], [0], [1]], [[1], [1], [0]], [[1], [0], [0]]]], "bool")),
    case("dtype-whole", size(2, 2, dtype="int32"), 10 * x),
    case("dtype-whole-up", size(6, 8, dtype="int32"), 10 * x),
    case("dtype-narrow", size(2, 2, dtype="uint8"), ramp(1, 4, 4, 1, start=190, step=7, dtype="int32")),
    case("dtype-bool", size(2, 2, dtype="bool"), ramp(1, 3, 3, 1)),
    case("named", size(2, 2, name="middle", trainable=False), x),
    case("mask-ends", size(2, 2), noise(2, 3, 4, 1), input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", size(2, 3), noise(0, 4, 4, 1)),
    shapes("known", size(2, 3), 4, 5, 6, 3),
    shapes("unknown-batch", size(8, 9), None, 5, 6, 3),
    shapes("unknown-sizes", size(8, 9), None, None, None, 3),
    shapes("unknown-first", size(2, 3, data_format="channels_first"), None, 3, None, None),
    refuse("missing", {"width": 2}),
    refuse("height-fraction", size(2.3, 2), blank(1, 4, 4, 1)),
    refuse("height-text", size("2", 2), blank(1, 4, 4, 1)),
    refuse("height-none", size(None, 2), blank(1, 4, 4, 1)),
    refuse("rank-2", size(2, 2), blank(4, 4)),
    refuse("rank-5", size(2, 2), blank(1, 1, 4, 4, 1)),
    refuse("rank-5-unknown", size(2, 2), blank(None, 1, 4, 4, 1)),
    refuse("up-nothing-left", size(9, 2), blank(1, 4, 4, 1)),
    refuse("up-to-nothing", size(0, 9), blank(1, 4, 4, 1)),
    refuse("up-no-channels", size(6, 6), blank(1, 4, 4, 0)),
    refuse("up-from-no-rows", size(2, 2), blank(1, 0, 4, 1)),
    refuse("up-bool", size(4, 4, dtype="bool"), blank(1, 2, 2, 1)),
    refuse("dtype-text", size(2, 2, dtype="string"), blank(1, 4, 4, 1)),
    refuse("data-format", size(2, 2, data_format="last"), blank(1, 4, 4, 1)),
    refuse("unknown-parameter", size(2, 2, interpolation="nearest"), blank(1, 4, 4, 1)),
]
