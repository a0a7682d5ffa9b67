from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "RandomBrightness"

# Ranges of one point leave no choice. What is drawn from others is law: the library's own tests check it.
x = noise(2, 3, 4, 2, low=0, high=255, digits=1)
share = noise(2, 3, 4, 1, low=0, high=1)
TRAINING, INFERENCE = {"training": True}, {"training": False}


def by(part, **config):
    return {"factor": [part, part], **config}


CASES = [
    case("brighter", by(0.2), x, call=TRAINING, gradient=True),
    case("darker", by(-0.3), x, call=TRAINING, gradient=True),
    case("trains-by-itself", by(0.2), x),
    case("black", by(-1.0), x, call=TRAINING),
    case("white", by(1), x, call=TRAINING),
    case("no-room", {"factor": 0}, x, call=TRAINING),
    case("no-room-clips", {"factor": 0.0}, 3 * x - 200, call=TRAINING),
    case("inference", {"factor": 0.5}, x, call=INFERENCE, gradient=True),
    case("inference-does-not-clip", {"factor": [0.5, -0.2]}, 3 * x - 200, call=INFERENCE),
    case("range-of-one", by(0.15, value_range=[0, 1]), share, call=TRAINING),
    case("range-around-zero", by(-0.15, value_range=[-1.0, 1.0]), 2 * share - 1, call=TRAINING),
    case("range-swapped", by(0.4, value_range=[1, 0]), share, call=TRAINING),
    case("range-of-nothing", by(0.4, value_range=[0.5, 0.5]), share, call=TRAINING),
    case("seed", by(0.4, seed=3), x, call=TRAINING),
    case("unbatched", by(0.3), x[0], call=TRAINING),
    case("rank-2-inference", by(0.3), x[0, 0], call=INFERENCE),
    case("whole-becomes-float", by(0.13), ramp(1, 3, 4, 1, start=215, step=4, dtype="int32"), call=TRAINING),
    case("dtype-whole", by(0.13, dtype="int32"), x, call=TRAINING),
    case("dtype-whole-darker", by(-0.13, dtype="int32"), x, call=TRAINING),
    case("dtype-narrow", by(0.2, dtype="uint8"), ramp(1, 3, 4, 1, start=190, step=5, dtype="int32"), call=TRAINING),
    case("named", by(0.3, name="light", trainable=False), x, call=TRAINING),
    case("mask-ends", by(0.3), x, input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", by(0.3), noise(0, 4, 4, 1)),
    shapes("known", by(0.3), 4, 5, 6, 3),
    shapes("unknown-sizes", by(0.3), None, None, None, 3),
    refuse("missing", {}),
    refuse("factor-too-large", {"factor": 1.5}, blank(1, 4, 4, 1)),
    refuse("factor-three", {"factor": [0.1, 0.2, 0.3]}, blank(1, 4, 4, 1)),
    refuse("factor-end-too-small", {"factor": [-2, 0]}, blank(1, 4, 4, 1)),
    refuse("factor-none", {"factor": None}, blank(1, 4, 4, 1)),
    refuse("factor-text", {"factor": "0.1"}, blank(1, 4, 4, 1)),
    refuse("value-range-none", by(0, value_range=None), blank(1, 4, 4, 1)),
    refuse("value-range-one", by(0, value_range=[1]), blank(1, 4, 4, 1)),
    refuse("value-range-three", by(0, value_range=[0, 1, 2]), blank(1, 4, 4, 1)),
    refuse("value-range-text", by(0, value_range=["a", "b"]), blank(1, 4, 4, 1), call=TRAINING),
    refuse("seed-fraction", by(0, seed=1.3), blank(1, 4, 4, 1)),
    refuse("rank-2", by(0), blank(4, 4), call=TRAINING),
    refuse("rank-5", by(0), blank(1, 1, 4, 4, 1), call=TRAINING),
    refuse("dtype-bool", by(0, dtype="bool"), blank(1, 4, 4, 1), call=TRAINING),
    refuse("dtype-text", by(0, dtype="string"), blank(1, 4, 4, 1), call=TRAINING),
    refuse("unknown-parameter", by(0, data_format="channels_last"), blank(1, 4, 4, 1)),
]
