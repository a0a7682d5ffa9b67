from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "RandomCrop"

# Where the part lies is law, not numbers: the library's own tests check it. These are the passes in which
# there is no choice.
x = noise(2, 5, 7, 2)
TRAINING, INFERENCE = {"training": True}, {"training": False}


def size(height, width, **config):
    return {"height": height, "width": width, "seed": 3, **config}


CASES = [
    case("same-size-training", size(5, 7), x, call=TRAINING, gradient=True),
    case("same-size-trains-by-itself", size(5, 7), x),
    case("same-rows-alike-columns", size(5, 2), x[:, :, :1].repeat(7, axis=2), call=TRAINING),
    case("no-rows-training", size(0, 7), x, call=TRAINING),
    case("inference", size(2, 4), x, call=INFERENCE, gradient=True),
    case("inference-square", size(3, 3), x, call=INFERENCE),
    case("inference-up", size(9, 9), x, call=INFERENCE),
    case("inference-unbatched", size(2, 3), x[0], call=INFERENCE),
    case("too-small-training", size(6, 8), x, call=TRAINING),
    case("too-narrow-training", size(2, 8), x),
    case("too-low-unbatched", size(9, 4), x[0], call=TRAINING),
    case("channels-first", size(2, 3, data_format="channels_first"), noise(2, 3, 5, 6), call=INFERENCE),
    case("channels-first-unbatched", size(4, 3, data_format="channels_first"), noise(3, 2, 6)),
    case("channels-first-same-size", size(5, 6, data_format="channels_first"), noise(2, 3, 5, 6)),
    case("channels-last", size(3, 2, data_format="channels_last"), x, call=INFERENCE),
    case("whole-becomes-float", size(2, 2), ramp(1, 4, 3, 1, dtype="int32"), call=INFERENCE),
    case("dtype-whole", size(2, 2, dtype="int32"), 10 * x, call=INFERENCE),
    case("dtype-narrow", size(5, 7, dtype="uint8"), ramp(5, 7, 1, start=190, step=3, dtype="int32"), call=TRAINING),
    case("seed", size(3, 3, seed=7), x, call=INFERENCE),
    case("named", size(2, 2, name="part", trainable=False), x, call=INFERENCE),
    case("mask-ends", size(3, 4), noise(2, 3, 4, 1), input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", size(2, 3), noise(0, 4, 4, 1)),
    shapes("known", size(2, 3), 4, 5, 6, 3),
    shapes("unknown-sizes", size(8, 9), None, None, None, 3),
    shapes("unknown-first", size(2, 3, data_format="channels_first"), None, 3, None, None),
    refuse("missing", {"width": 2}),
    refuse("height-fraction", size(2.3, 2), blank(1, 4, 4, 1)),
    refuse("height-text", size("2", 2), blank(1, 4, 4, 1)),
    refuse("seed-text", size(2, 2, seed="a"), blank(1, 4, 4, 1)),
    refuse("seed-fraction", size(2, 2, seed=1.3), blank(1, 4, 4, 1)),
    refuse("rank-2", size(2, 2), blank(4, 4)),
    refuse("rank-5", size(2, 2), blank(1, 1, 4, 4, 1)),
    refuse("nothing-left", size(9, 2), blank(1, 4, 4, 1)),
    refuse("inference-to-nothing", size(0, 2), blank(1, 4, 4, 1), call=INFERENCE),
    refuse("no-channels", size(6, 6), blank(1, 4, 4, 0)),
    refuse("dtype-text", size(2, 2, dtype="string"), blank(1, 4, 4, 1)),
    refuse("data-format", size(2, 2, data_format="last"), blank(1, 4, 4, 1)),
    refuse("unknown-parameter", size(2, 2, interpolation="nearest"), blank(1, 4, 4, 1)),
]
