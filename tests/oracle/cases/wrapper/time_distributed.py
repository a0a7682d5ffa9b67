from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "TimeDistributed"


def layer(class_name, **config):
    return {"layer": {"class_name": class_name, "config": config}}


def wrapped(inner):
    return {"layer": {"class_name": KERAS, "config": inner}}


dense = layer("Dense", units=2)
x = noise(2, 3, 4)
frames = noise(2, 3, 4, 5, 2, seed=2)
sentences = noise(2, 3, 4, 2, seed=3)
steps_mask = array([[1, 1, 0], [1, 0, 0]], "bool")
words_mask = array([[[1, 1, 1, 0], [1, 0, 1, 1], [0, 0, 0, 0]], [[1, 1, 1, 1], [1, 1, 0, 0], [0, 1, 0, 0]]], "bool")

CASES = [
    case("dense", dense, x, gradient=True),
    case("dense-rank-4", layer("Dense", units=3, activation="relu", use_bias=False), sentences),
    case("conv2d", layer("Conv2D", filters=3, kernel_size=[2, 3], strides=[1, 2], padding="same"), frames, gradient=True),
    case("conv1d", layer("Conv1D", filters=2, kernel_size=2), sentences),
    case("max-pooling2d", layer("MaxPooling2D"), frames, gradient=True),
    case("reshape", layer("Reshape", target_shape=[5, -1]), noise(2, 3, 2, 5, seed=4)),
    case("activation", layer("Activation", activation="tanh"), x),
    case("embedding", layer("Embedding", input_dim=6, output_dim=2), ramp(2, 3, 1, dtype="int32")),
    case("dropout-at-inference", layer("Dropout", rate=0.5), x, call={"training": False}),
    case("lstm", layer("LSTM", units=2), sentences, gradient=True),
    case("lstm-sequences", layer("LSTM", units=2, return_sequences=True), sentences),
    case("lstm-stateful-goes-on", layer("LSTM", units=2, stateful=True), sentences, repeat=2),
    case("nested", wrapped(dense), sentences, gradient=True),
    case("nested-twice", wrapped(wrapped(dense)), frames),
    case("one-step", dense, noise(2, 1, 3, seed=5)),
    case("empty-batch", dense, noise(0, 3, 4)),
    case("int32-input", dense, ramp(2, 2, 3, dtype="int32")),
    case("mask-passes-by", dense, x, input_mask=steps_mask),
    case("mask-argument-ignored-by-dense", dense, x, call={"mask": steps_mask}),
    case("mask-of-words", layer("LSTM", units=2), sentences, call={"mask": words_mask}),
    case("mask-of-words-carried", layer("LSTM", units=2, return_sequences=True), sentences, input_mask=words_mask, gradient=True),
    case("mask-through-nested", wrapped(layer("LSTM", units=2)), noise(2, 3, 4, 2, 2, seed=6), call={"mask": array([[[[1, 0]] * 4] * 3, [[[1, 1]] * 4] * 3], "bool")}),
    case("mask-for-nested-dense", wrapped(dense), sentences, input_mask=words_mask),
    case("activity-regularizer", {**dense, "activity_regularizer": "l2"}, x),
    case("inner-activity-regularizer-unused", layer("Dense", units=2, activity_regularizer="l2"), x),
    case("inner-regularizers", layer("Dense", units=2, kernel_regularizer="l1", bias_regularizer="l2"), x),
    case("frozen-named", {**dense, "name": "each", "trainable": False, "dtype": "float32"}, x),
    case("inner-frozen", layer("Dense", units=2, trainable=False), x),
    case("inner-named", layer("Dense", units=2, name="score"), x),
    case("training-given", dense, x, call={"training": True}),
    shapes("unknown-batch", layer("Conv2D", filters=4, kernel_size=3), None, 10, 16, 16, 3),
    shapes("unknown-steps", dense, 2, None, 4),
    shapes("unknown-both", layer("Dense", units=7), None, None, 8),
    shapes("unknown-inner-size", layer("Conv1D", filters=2, kernel_size=3), None, 5, None, 3),
    shapes("nested-unknown", wrapped(dense), None, None, None, 8),
    refuse("layer-missing", {}),
    refuse("layer-a-name", {"layer": "Dense"}, blank(2, 3, 4)),
    refuse("layer-none", {"layer": None}, blank(2, 3, 4)),
    refuse("layer-a-number", {"layer": 2}, blank(2, 3, 4)),
    refuse("rank-2", dense, blank(2, 3)),
    refuse("rank-1", dense, blank(2)),
    refuse("features-unknown", dense, blank(2, 3, None)),
    refuse("other-features", dense, blank(2, 3, 5), after=[2, 3, 4]),
    refuse("inner-rank", layer("Conv2D", filters=2, kernel_size=3), blank(2, 3, 4, 5)),
    refuse("inner-window-too-large", layer("Conv1D", filters=2, kernel_size=6), blank(2, 3, 4, 1)),
    refuse("no-steps", dense, blank(2, 0, 4)),
    refuse("two-inputs", dense, [blank(2, 3, 4), blank(2, 3, 4)]),
    refuse("mask-other-steps", dense, x, call={"mask": array([[1, 1], [1, 0]], "bool")}),
    refuse("mask-other-batch", dense, x, call={"mask": array([[1, 1, 0]], "bool")}),
    refuse("mask-rank-1", dense, x, call={"mask": array([1, 0], "bool")}),
    refuse("mask-too-flat-for-lstm", layer("LSTM", units=2), sentences, call={"mask": steps_mask}),
    refuse("initial-state", layer("LSTM", units=2), sentences, call={"initial_state": [noise(2, 2), noise(2, 2)]}),
    refuse("unknown-parameter", {**dense, "units": 3}, blank(2, 3, 4)),
]
