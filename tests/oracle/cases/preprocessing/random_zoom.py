from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "RandomZoom"
MODES = ["reflect", "wrap", "constant", "nearest"]

# Ranges of one point leave no choice. What is drawn from others is law: the library's own tests check it.
x = noise(2, 5, 7, 2)
TRAINING, INFERENCE = {"training": True}, {"training": False}


def zoom(height, width=None, **config):
    both = {} if width is None else {"width_factor": [width, width]}
    return {"height_factor": [height, height], **both, **config}


CASES = [
    case("defaults-out", zoom(0.3), x, call=TRAINING, gradient=True),
    case("defaults-in", zoom(-0.3), x, call=TRAINING, gradient=True),
    case("trains-by-itself", zoom(0.3), x),
    case("inference", {"height_factor": 0.5}, x, call=INFERENCE, gradient=True),
    case("no-room", {"height_factor": 0, "width_factor": 0.0}, x, call=TRAINING),
    *[case(f"{mode}-out", zoom(0.8, 0.4, fill_mode=mode), x, call=TRAINING, gradient=True) for mode in MODES],
    *[case(f"{mode}-in", zoom(-0.6, -0.2, fill_mode=mode), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-in-and-out", zoom(-0.4, 0.9, fill_mode=mode), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-nearest-pixel", zoom(0.7, 1.0, fill_mode=mode, interpolation="nearest"), x, call=TRAINING) for mode in MODES],
    *[case(f"{mode}-one-row", zoom(0.4, 0.7, fill_mode=mode), noise(1, 1, 4, 1), call=TRAINING) for mode in MODES],
    case("all-the-way-in", zoom(-1.0), x, call=TRAINING),
    case("width-unlike-height", zoom(0.25, -0.25, interpolation="bilinear"), x, call=TRAINING),
    case("half-pixels", zoom(1.0, interpolation="nearest", fill_mode="constant", fill_value=4), noise(1, 6, 6, 1), call=TRAINING),
    case("fill-value", zoom(0.6, fill_mode="constant", fill_value=2.5), x, call=TRAINING),
    case("unbatched", zoom(0.3, -0.2), x[0], call=TRAINING),
    case("channels-first", zoom(0.3, -0.2, data_format="channels_first"), noise(2, 3, 5, 4), call=TRAINING, gradient=True),
    case("channels-first-unbatched", zoom(0.1, 0.6, data_format="channels_first", fill_mode="wrap"), noise(3, 5, 4), call=TRAINING),
    case("channels-last", zoom(-0.1, data_format="channels_last"), x, call=TRAINING),
    case("seed", zoom(-0.1, 0.6, seed=5), x, call=TRAINING),
    case("photo", zoom(0.15, 0.35), noise(1, 13, 17, 1, low=0, high=255), call=TRAINING),
    case("whole-becomes-float", zoom(0.3), ramp(1, 3, 4, 1, dtype="int32"), call=TRAINING),
    case("dtype-whole", zoom(-0.3, dtype="int32"), 20 * x, call=TRAINING),
    case("dtype-narrow", zoom(0.3, dtype="uint8"), ramp(1, 3, 4, 1, start=190, step=7, dtype="int32"), call=TRAINING),
    case("rank-2-inference", zoom(0.3), x[0, 0], call=INFERENCE),
    case("named", zoom(0.3, name="zoom", trainable=False), x, call=TRAINING),
    case("mask-ends", zoom(0.3), noise(2, 3, 4, 1), input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", zoom(0.3), noise(0, 4, 4, 1)),
    shapes("known", zoom(0.3), 4, 5, 6, 3),
    shapes("unknown-sizes", zoom(0.3), None, None, None, 3),
    refuse("missing", {}),
    refuse("factor-too-large", {"height_factor": 1.1}, blank(1, 4, 4, 1)),
    refuse("width-too-small", {"height_factor": 0.1, "width_factor": -1.5}, blank(1, 4, 4, 1)),
    refuse("factor-three", {"height_factor": [0.1, 0.2, 0.3]}, blank(1, 4, 4, 1)),
    refuse("width-end-too-large", {"height_factor": 0, "width_factor": [0.1, 2]}, blank(1, 4, 4, 1)),
    refuse("factor-none", {"height_factor": None}, blank(1, 4, 4, 1)),
    refuse("width-text", {"height_factor": 0, "width_factor": "0.1"}, blank(1, 4, 4, 1)),
    refuse("fill-mode", zoom(0, fill_mode="mirror"), blank(1, 4, 4, 1)),
    refuse("interpolation", zoom(0, interpolation="bicubic"), blank(1, 4, 4, 1)),
    refuse("fill-value-none", zoom(0, fill_value=None), blank(1, 4, 4, 1), call=TRAINING),
    refuse("seed-fraction", zoom(0, seed=1.3), blank(1, 4, 4, 1)),
    refuse("rank-2", zoom(0), blank(4, 4), call=TRAINING),
    refuse("rank-5", zoom(0), blank(1, 1, 4, 4, 1), call=TRAINING),
    refuse("dtype-bool", zoom(0, dtype="bool"), blank(1, 4, 4, 1), call=TRAINING),
    refuse("data-format", zoom(0, data_format="last"), blank(1, 4, 4, 1)),
]
