from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "RandomTranslation"
MODES = ["reflect", "wrap", "constant", "nearest"]

# Ranges of one point leave no choice. What is drawn from others is law: the library's own tests check it.
x = noise(2, 5, 7, 2)
TRAINING, INFERENCE = {"training": True}, {"training": False}


def shift(down, across, **config):
    return {"height_factor": [down, down], "width_factor": [across, across], **config}


CASES = [
    case("defaults", shift(0.2, 0.3), x, call=TRAINING, gradient=True),
    case("trains-by-itself", shift(0.2, 0.3), x),
    case("inference", {"height_factor": 0.5, "width_factor": 0.5}, x, call=INFERENCE, gradient=True),
    case("no-room", {"height_factor": 0, "width_factor": 0.0}, x, call=TRAINING),
    *[case(f"{mode}-down-right", shift(0.3, 0.45, fill_mode=mode), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-up-left", shift(-0.3, -0.45, fill_mode=mode), x, call=TRAINING, gradient=True) for mode in MODES],
    *[case(f"{mode}-out-of-sight", shift(1, -1.0, fill_mode=mode), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-nearest-pixel", shift(0.37, -0.61, fill_mode=mode, interpolation="nearest"), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-half-pixels", shift(0.25, -0.25, fill_mode=mode, interpolation="nearest"), noise(1, 6, 6, 1), call=TRAINING) for mode in MODES],
    *[case(f"{mode}-one-pixel", shift(0.4, 0.7, fill_mode=mode), noise(1, 1, 1, 2), call=TRAINING) for mode in MODES],
    *[case(f"{mode}-one-row", shift(0.4, 0.7, fill_mode=mode), noise(1, 1, 4, 1), call=TRAINING) for mode in MODES],
    case("whole-pixels", shift(0.4, 0, fill_mode="constant", fill_value=-7), x, call=TRAINING),
    case("fill-value", shift(0.3, 0.1, fill_mode="constant", fill_value=2.5, interpolation="bilinear"), x, call=TRAINING),
    case("fill-value-nearest", shift(-0.3, 0.1, fill_mode="constant", fill_value=2.5, interpolation="nearest"), x, call=TRAINING),
    case("fill-value-idle", shift(-0.3, 0.1, fill_mode="wrap", fill_value=2.5), x, call=TRAINING),
    case("fill-value-none-inference", shift(-0.3, 0.1, fill_value=None), x, call=INFERENCE),
    case("unbatched", shift(0.3, -0.2), x[0], call=TRAINING),
    case("channels-first", shift(0.3, -0.2, data_format="channels_first"), noise(2, 3, 5, 4), call=TRAINING, gradient=True),
    case("channels-first-unbatched", shift(-0.1, 0.6, data_format="channels_first", fill_mode="constant"), noise(3, 5, 4), call=TRAINING),
    case("channels-last", shift(-0.1, 0.6, data_format="channels_last"), x, call=TRAINING),
    case("seed", shift(-0.1, 0.6, seed=5), x, call=TRAINING),
    case("photo", shift(0.15, 0.35), noise(1, 13, 17, 1, low=0, high=255), call=TRAINING),
    case("whole-becomes-float", shift(0.3, 0.3), ramp(1, 3, 4, 1, dtype="int32"), call=TRAINING),
    case("dtype-whole", shift(0.3, 0.3, dtype="int32"), 20 * x, call=TRAINING),
    case("dtype-whole-constant", shift(0.3, 0.3, dtype="int32", fill_mode="constant", fill_value=3.7), 20 * x, call=TRAINING),
    case("dtype-narrow", shift(0.3, 0.3, dtype="uint8"), ramp(1, 3, 4, 1, start=190, step=7, dtype="int32"), call=TRAINING),
    case("rank-2-inference", shift(0.3, 0.3), x[0, 0], call=INFERENCE),
    case("named", shift(0.3, 0.3, name="shift", trainable=False), x, call=TRAINING),
    case("mask-ends", shift(0.3, 0.3), noise(2, 3, 4, 1), input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", shift(0.3, 0.3), noise(0, 4, 4, 1)),
    shapes("known", shift(0.3, 0.3), 4, 5, 6, 3),
    shapes("unknown-sizes", shift(0.3, 0.3), None, None, None, 3),
    refuse("missing", {"height_factor": 0.2}),
    refuse("factor-too-large", {"height_factor": 1.1, "width_factor": 0}, blank(1, 4, 4, 1)),
    refuse("factor-too-small", {"height_factor": 0.1, "width_factor": -1.5}, blank(1, 4, 4, 1)),
    refuse("factor-three", {"height_factor": [0.1, 0.2, 0.3], "width_factor": 0}, blank(1, 4, 4, 1)),
    refuse("factor-end-too-large", {"height_factor": 0, "width_factor": [0.1, 2]}, blank(1, 4, 4, 1)),
    refuse("factor-none", {"height_factor": None, "width_factor": 0}, blank(1, 4, 4, 1)),
    refuse("factor-text", {"height_factor": 0, "width_factor": "0.1"}, blank(1, 4, 4, 1)),
    refuse("fill-mode", shift(0, 0, fill_mode="mirror"), blank(1, 4, 4, 1)),
    refuse("fill-mode-upper", shift(0, 0, fill_mode="WRAP"), blank(1, 4, 4, 1)),
    refuse("interpolation", shift(0, 0, interpolation="bicubic"), blank(1, 4, 4, 1)),
    refuse("fill-value-none", shift(0, 0, fill_value=None), blank(1, 4, 4, 1), call=TRAINING),
    refuse("fill-value-text", shift(0, 0, fill_value="a"), blank(1, 4, 4, 1), call=TRAINING),
    refuse("seed-text", shift(0, 0, seed="a"), blank(1, 4, 4, 1)),
    refuse("rank-2", shift(0, 0), blank(4, 4), call=TRAINING),
    refuse("rank-5", shift(0, 0), blank(1, 1, 4, 4, 1), call=TRAINING),
    refuse("dtype-bool", shift(0, 0, dtype="bool"), blank(1, 4, 4, 1), call=TRAINING),
    refuse("dtype-text", shift(0, 0, dtype="string"), blank(1, 4, 4, 1), call=TRAINING),
    refuse("data-format", shift(0, 0, data_format="last"), blank(1, 4, 4, 1)),
]
