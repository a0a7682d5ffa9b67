from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "BatchNormalization"

x = noise(4, 3, low=-2, high=3)
image = noise(2, 3, 2, 3, seed=2, low=-2, high=3)
sequence = noise(2, 3, 4, seed=3, low=-2, high=3)
mask = array([[1, 1, 0], [1, 0, 0]], "bool")
train = {"training": True}
positive = {"class_name": "RandomUniform", "config": {"minval": 0.5, "maxval": 2.0, "seed": 1}}
half = {"class_name": "Constant", "config": {"value": 0.5}}

# What a training call does shows in its output, in the weights after it, and in a second call. Drawn weights
# may hold a negative moving variance, so inference takes the first values or sets them positive.
CASES = [
    case("defaults", {}, x, weights=None),
    case("training", {}, x, call=train, weights=None, weights_after=True, gradient=True),
    case("training-drawn", {}, x, call=train, weights_after=True, gradient=True),
    case("training-twice", {"momentum": 0.6}, x, call=train, repeat=2, weights=None, weights_after=True),
    case("momentum-zero", {"momentum": 0}, x, call=train, weights=None, weights_after=True),
    case("momentum-one", {"momentum": 1.0}, x, call=train, weights=None, weights_after=True),
    case(
        "first-values",
        {
            "gamma_initializer": half,
            "beta_initializer": "ones",
            "moving_mean_initializer": half,
            "moving_variance_initializer": {"class_name": "Constant", "config": {"value": 2.0}},
        },
        x,
        weights=None,
        weights_after=True,
        gradient=True,
    ),
    case("epsilon", {"epsilon": 0.5}, x, weights=None),
    case("epsilon-training", {"epsilon": 0.5}, x, call=train, gradient=True),
    case("no-center", {"center": False}, x, call=train, weights_after=True, gradient=True),
    case("no-scale", {"scale": False}, x, call=train, weights_after=True, gradient=True),
    case("neither", {"center": False, "scale": False}, image, call=train, weights_after=True, gradient=True),
    case("neither-inference", {"center": False, "scale": False}, image, weights=None, gradient=True),
    case("image", {}, image, call=train, repeat=2, weights_after=True, gradient=True),
    case("image-inference", {"moving_variance_initializer": half}, image, weights=None, gradient=True),
    case("axis-1", {"axis": 1}, image, call=train, repeat=2, weights_after=True, gradient=True),
    case("axis-1-inference", {"axis": 1, "moving_mean_initializer": half, "beta_initializer": half}, image, weights=None, gradient=True),
    case("axis-minus-2", {"axis": -2}, sequence, call=train, weights_after=True, gradient=True),
    case("axis-0", {"axis": 0}, sequence, call=train, weights_after=True),
    case("axis-last", {"axis": 2}, sequence, call=train, weights_after=True),
    case("sequence", {}, sequence, call=train, weights_after=True),
    case("rank-5", {"axis": 1}, noise(2, 2, 2, 1, 3), call=train, weights_after=True),
    case("rank-5-last", {}, noise(2, 2, 2, 1, 3), call=train, weights_after=True, gradient=True),
    case("rank-6", {}, noise(1, 2, 2, 1, 2, 2), call=train, weights_after=True),
    case("rank-1", {}, array([1, 2, 3]), call=train, weights=None, weights_after=True),
    case("one-channel", {}, noise(3, 1), call=train, weights_after=True),
    case("one-sample", {}, noise(1, 3), call=train, weights_after=True, gradient=True),
    case("far-from-zero", {}, x + 100, call=train, weights_after=True),
    case("mask-training", {}, sequence, call={**train, "mask": mask}, weights_after=True, gradient=True),
    case("mask-carried", {}, sequence, input_mask=mask, call=train, weights_after=True),
    case("mask-inference", {}, sequence, input_mask=mask, weights=None, weights_after=True),
    case("mask-axis-1", {"axis": 1}, sequence, call={**train, "mask": mask}, weights_after=True, gradient=True),
    case("mask-no-batch", {}, sequence, call={**train, "mask": array([1, 1, 0], "bool")}, weights_after=True),
    case("mask-numbers", {}, sequence, call={**train, "mask": array([[1, 0.5, 0], [1, 0, 2]])}, weights_after=True),
    case("mask-all-out", {}, sequence, call={**train, "mask": 0 * mask}, weights=None, weights_after=True),
    case("mask-misfit-inference", {}, sequence, call={"mask": array([[1, 1]], "bool")}, weights=None),
    case("frozen-training", {"trainable": False, "name": "still"}, x, call=train, weights=None, weights_after=True, gradient=True),
    case("synchronized", {"synchronized": True}, x, call=train, weights_after=True),
    case("regularizers", {"beta_regularizer": "l2", "gamma_regularizer": "l1", "activity_regularizer": "l2"}, x, call=train),
    case("constraints", {"beta_constraint": "non_neg", "gamma_constraint": "unit_norm"}, x, call=train),
    case("random-first-values", {"moving_variance_initializer": positive, "gamma_initializer": "zeros"}, x, call=train, weights=None, gradient=True),
    case("empty-batch", {}, noise(0, 3), weights=None),
    case("empty-batch-training", {}, noise(0, 3), call=train, weights=None, weights_after=True),
    case("empty-batch-mask", {}, noise(0, 2, 3), call={**train, "mask": array([[]] * 0, "bool").reshape(0, 2)}, weights=None, weights_after=True),
    shapes("unknown-batch", {}, None, 28, 28, 3),
    shapes("unknown-steps", {"axis": -1}, None, None, 8),
    shapes("unknown-count", {"axis": 1, "center": False}, None, 5, None, None),
    refuse("axis-out-of-range", {"axis": 3}, blank(2, 3, 4)),
    refuse("axis-too-low", {"axis": -4}, blank(2, 3, 4)),
    refuse("axis-list", {"axis": [1, 2]}, blank(2, 3, 4)),
    refuse("axis-none", {"axis": None}, blank(2, 3, 4)),
    refuse("momentum-none", {"momentum": None}, blank(2, 3)),
    refuse("momentum-text", {"momentum": "high"}, blank(2, 3)),
    refuse("epsilon-none", {"epsilon": None}, blank(2, 3)),
    refuse("channels-unknown", {}, blank(None, None)),
    refuse("initializer-unknown", {"gamma_initializer": "glorot"}, blank(2, 3)),
    refuse("moving-initializer-unknown", {"moving_mean_initializer": "glorot"}, blank(2, 3)),
    refuse("regularizer-unknown", {"beta_regularizer": "l3"}, blank(2, 3)),
    refuse("constraint-unknown", {"gamma_constraint": "positive"}, blank(2, 3)),
    refuse("other-channels", {}, blank(2, 4), after=[2, 3]),
    refuse("other-rank", {}, blank(2, 2, 3), after=[2, 3]),
    refuse("mask-misfit", {}, blank(2, 3, 4), call={**train, "mask": array([[1, 1]], "bool")}),
    refuse("mask-whole-shape", {}, blank(2, 3, 4), call={**train, "mask": array([[[1, 1, 1, 1]] * 3] * 2, "bool")}),
    refuse("unknown-parameter", {"fused": True}, blank(2, 3)),
]
