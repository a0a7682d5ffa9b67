from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "RandomFlip"

# Which pictures are mirrored is law, not numbers: the library's own tests check it. These are the passes in
# which the draw makes no difference.
x = noise(2, 3, 4, 2)
both = (x + x[:, ::-1] + x[:, :, ::-1] + x[:, ::-1, ::-1]).round(2)
TRAINING, INFERENCE = {"training": True}, {"training": False}

CASES = [
    case("inference", {}, x, call=INFERENCE, gradient=True),
    case("symmetric", {}, both, call=TRAINING),
    case("symmetric-trains-by-itself", {"seed": 3}, both),
    case("symmetric-horizontally", {"mode": "horizontal"}, (x + x[:, :, ::-1]).round(2), call=TRAINING),
    case("symmetric-vertically", {"mode": "vertical"}, (x + x[:, ::-1]).round(2), call=TRAINING),
    case("one-column", {"mode": "horizontal", "seed": 1}, noise(3, 4, 1, 2), call=TRAINING),
    case("one-row", {"mode": "vertical"}, noise(3, 1, 4, 2)),
    case("mode-spelt-out", {"mode": "horizontal_and_vertical"}, both),
    case("mode-unknown", {"mode": "diagonal"}, x, call=TRAINING, gradient=True),
    case("unbatched", {}, both[0], call=TRAINING),
    case("unbatched-inference", {"seed": -4}, x[0], call=INFERENCE),
    case("whole-becomes-float", {}, ramp(1, 2, 2, 1, dtype="int32"), call=INFERENCE),
    case("dtype-whole", {"dtype": "int32"}, 10 * both, call=TRAINING),
    case("dtype-narrow", {"dtype": "uint8"}, ramp(1, 2, 2, 1, start=250, step=3, dtype="int32"), call=INFERENCE),
    case("rank-2-inference", {}, x[0, 0], call=INFERENCE),
    case("rank-5-inference", {}, noise(1, 2, 1, 2, 2), call=INFERENCE),
    case("named", {"name": "mirror", "trainable": False}, x, call=INFERENCE),
    case("mask-ends", {}, both, input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", {}, noise(0, 4, 4, 1)),
    shapes("known", {}, 4, 5, 6, 3),
    shapes("unknown-sizes", {}, None, None, None, 3),
    refuse("seed-text", {"seed": "a"}, blank(1, 4, 4, 1)),
    refuse("seed-fraction", {"seed": 1.3}, blank(1, 4, 4, 1)),
    refuse("rank-1", {}, blank(4)),
    refuse("dtype-text", {"dtype": "string"}, blank(1, 4, 4, 1)),
    refuse("unknown-parameter", {"data_format": "channels_last"}, blank(1, 4, 4, 1)),
]
