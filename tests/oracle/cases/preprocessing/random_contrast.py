from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "RandomContrast"

# The factor is law, not numbers: the library's own tests check it. These are the passes in which it makes no
# difference: nothing to draw, nothing but the mean, or all of it beyond 0 and 255.
x = noise(2, 3, 4, 2, low=0, high=255, digits=0)
even = 0 * x + array([[[[3.0, 200.0]]], [[[41.5, 0.25]]]])
extreme = array([[[[-4e4], [5e4]], [[5e4], [-4e4]]]])
TRAINING, INFERENCE = {"training": True}, {"training": False}

CASES = [
    case("no-room", {"factor": 0}, x, call=TRAINING, gradient=True),
    case("no-room-float", {"factor": 0.0, "seed": 3}, x, call=TRAINING),
    case("no-room-list", {"factor": [0, 0]}, x, call=TRAINING),
    case("no-room-clips", {"factor": 0}, 10 * x - 1000, call=TRAINING, gradient=True),
    case("trains-by-itself", {"factor": 0}, 2 * x - 100),
    case("inference", {"factor": 0.5}, x, call=INFERENCE, gradient=True),
    case("inference-does-not-clip", {"factor": 0.5}, 10 * x - 1000, call=INFERENCE),
    case("mean-stays", {"factor": 0.8}, even, call=TRAINING),
    case("mean-stays-one-pixel", {"factor": [0.2, 0.9], "seed": 1}, x[:, :1, :1], call=TRAINING),
    case("beyond-clips", {"factor": [0.5, 3]}, extreme, call=TRAINING),
    case("up-above-one", {"factor": [1, 5.5]}, x, call=INFERENCE),
    case("factor-three", {"factor": [0, 0, 0.5]}, x, call=TRAINING),
    case("unbatched", {"factor": 0}, 3 * x[0], call=TRAINING),
    case("rank-5", {"factor": 0}, noise(1, 2, 2, 2, 2, high=300), call=TRAINING),
    case("rank-2-inference", {"factor": 0.1}, x[0, 0], call=INFERENCE),
    case("whole-becomes-float", {"factor": 0}, ramp(1, 2, 3, 1, start=-2, dtype="int32"), call=TRAINING),
    case("dtype-whole-inference", {"factor": 0, "dtype": "int32"}, x / 7, call=INFERENCE),
    case("named", {"factor": 0, "name": "contrast", "trainable": False}, x, call=TRAINING),
    case("mask-ends", {"factor": 0}, x, input_mask=array([[1, 0, 1], [1, 1, 1]], "bool")),
    case("empty-batch", {"factor": 0.5}, noise(0, 4, 4, 1)),
    shapes("known", {"factor": 0.5}, 4, 5, 6, 3),
    shapes("unknown-sizes", {"factor": 0.5}, None, None, None, 3),
    refuse("missing", {}),
    refuse("factor-too-large", {"factor": 1.5}, blank(1, 4, 4, 1)),
    refuse("factor-negative", {"factor": -0.1}, blank(1, 4, 4, 1)),
    refuse("factor-down-too-large", {"factor": [1.1, 0.5]}, blank(1, 4, 4, 1)),
    refuse("factor-up-negative", {"factor": [0.1, -0.5]}, blank(1, 4, 4, 1)),
    refuse("factor-one", {"factor": [0.1]}, blank(1, 4, 4, 1)),
    refuse("factor-none", {"factor": None}, blank(1, 4, 4, 1)),
    refuse("factor-text", {"factor": "0.5"}, blank(1, 4, 4, 1)),
    refuse("seed-text", {"factor": 0.5, "seed": "a"}, blank(1, 4, 4, 1)),
    refuse("rank-2", {"factor": 0.5}, blank(4, 4), call=TRAINING),
    refuse("dtype-whole", {"factor": 0, "dtype": "int32"}, blank(1, 4, 4, 1), call=TRAINING),
    refuse("unknown-parameter", {"factor": 0.5, "value_range": [0, 1]}, blank(1, 4, 4, 1)),
]
