from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "RandomRotation"
MODES = ["reflect", "wrap", "constant", "nearest"]

# Ranges of one point leave no choice. What is drawn from others is law: the library's own tests check it.
x = noise(2, 5, 7, 2)
TRAINING, INFERENCE = {"training": True}, {"training": False}


def turn(part, **config):
    return {"factor": [part, part], **config}


CASES = [
    case("defaults", turn(0.1), x, call=TRAINING, gradient=True),
    case("clockwise", turn(-0.1), x, call=TRAINING, gradient=True),
    case("trains-by-itself", turn(0.1), x),
    case("inference", {"factor": 0.5}, x, call=INFERENCE, gradient=True),
    case("no-room", {"factor": 0}, x, call=TRAINING),
    *[case(f"{mode}-eighth", turn(0.125, fill_mode=mode), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-quarter", turn(0.25, fill_mode=mode), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-upside-down", turn(0.5, fill_mode=mode), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-backwards", turn(-0.3, fill_mode=mode), x, call=TRAINING, gradient=True) for mode in MODES],
    *[case(f"{mode}-nearest-pixel", turn(0.17, fill_mode=mode, interpolation="nearest"), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-one-row", turn(0.2, fill_mode=mode), noise(1, 1, 4, 1), call=TRAINING) for mode in MODES],
    case("quarter-square-nearest", turn(0.25, interpolation="nearest"), noise(1, 4, 4, 1), call=TRAINING),
    case("full-turn", turn(1.0), x, call=TRAINING),
    case("full-turn-back", turn(-1, fill_mode="nearest"), x, call=TRAINING),
    case("fill-value", turn(0.1, fill_mode="constant", fill_value=2.5, interpolation="bilinear"), x, call=TRAINING),
    case("value-range", turn(0.1, value_range=[1, 0]), x, call=TRAINING),
    case("factor-ends-swapped", {"factor": [0.3, -0.2]}, x, call=INFERENCE),
    case("unbatched", turn(0.3), x[0], call=TRAINING),
    case("channels-first-one", turn(0.3, data_format="channels_first"), noise(3, 1, 5, 4), call=TRAINING),
    case("channels-first-as-many", turn(0.1, data_format="channels_first"), noise(2, 2, 5, 4), call=TRAINING, gradient=True),
    case("channels-first-unbatched", turn(0.1, data_format="channels_first", fill_mode="wrap"), noise(3, 5, 4), call=TRAINING),
    case("channels-last", turn(-0.1, data_format="channels_last"), x, call=TRAINING),
    case("seed", turn(-0.1, seed=5), x, call=TRAINING),
    case("photo", turn(0.15), noise(1, 13, 17, 1, low=0, high=255), call=TRAINING),
    case("whole-becomes-float", turn(0.3), ramp(1, 3, 4, 1, dtype="int32"), call=TRAINING),
    case("dtype-whole", turn(-0.3, dtype="int32"), 20 * x, call=TRAINING),
    case("dtype-narrow", turn(0.3, dtype="uint8"), ramp(1, 3, 4, 1, start=190, step=7, dtype="int32"), call=TRAINING),
    case("rank-2-inference", turn(0.3), x[0, 0], call=INFERENCE),
    case("named", turn(0.3, name="turn", trainable=False), x, call=TRAINING),
    case("mask-ends", turn(0.3), noise(2, 3, 4, 1), input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", turn(0.3), noise(0, 4, 4, 1)),
    shapes("known", turn(0.3), 4, 5, 6, 3),
    shapes("unknown-sizes", turn(0.3), None, None, None, 3),
    refuse("missing", {}),
    refuse("factor-too-large", {"factor": 1.1}, blank(1, 4, 4, 1)),
    refuse("factor-three", {"factor": [0.1, 0.2, 0.3]}, blank(1, 4, 4, 1)),
    refuse("factor-end-too-small", {"factor": [-2, 0]}, blank(1, 4, 4, 1)),
    refuse("factor-none", {"factor": None}, blank(1, 4, 4, 1)),
    refuse("factor-text", {"factor": "0.1"}, blank(1, 4, 4, 1)),
    refuse("value-range-none", turn(0, value_range=None), blank(1, 4, 4, 1)),
    refuse("value-range-one", turn(0, value_range=[1]), blank(1, 4, 4, 1)),
    refuse("fill-mode", turn(0, fill_mode="mirror"), blank(1, 4, 4, 1)),
    refuse("interpolation", turn(0, interpolation="bicubic"), blank(1, 4, 4, 1)),
    refuse("fill-value-none", turn(0, fill_value=None), blank(1, 4, 4, 1), call=TRAINING),
    refuse("seed-text", turn(0, seed="a"), blank(1, 4, 4, 1)),
    refuse("channels-first-three", turn(0.1, data_format="channels_first"), blank(2, 3, 5, 4), call=TRAINING),
    refuse("rank-2", turn(0), blank(4, 4), call=TRAINING),
    refuse("rank-5", turn(0), blank(1, 1, 4, 4, 1), call=TRAINING),
    refuse("dtype-bool", turn(0, dtype="bool"), blank(1, 4, 4, 1), call=TRAINING),
    refuse("data-format", turn(0, data_format="last"), blank(1, 4, 4, 1)),
]
