from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Bidirectional"


def rnn(class_name="LSTM", units=2, **config):
    return {"class_name": class_name, "config": {"units": units, **config}}


def both(class_name="LSTM", merge_mode="concat", **config):
    return {"layer": rnn(class_name, **config), **({} if merge_mode == "concat" else {"merge_mode": merge_mode})}


def film(**config):
    return {"layer": {"class_name": "ConvLSTM2D", "config": {"filters": 2, "kernel_size": 2, **config}}}


def states(count, units=2, batch=2):
    return [noise(batch, units, seed=20 + i) for i in range(count)]


x = noise(2, 4, 3)
mask = array([[1, 1, 0, 1], [0, 1, 1, 0]], "bool")
backwards = {"backward_layer": rnn("GRU", units=3, go_backwards=True, activation="relu")}

CASES = [
    case("defaults", both(), x, gradient=True),
    case("sum", both(merge_mode="sum"), x),
    case("mul", both("GRU", merge_mode="mul"), x, gradient=True),
    case("ave", both("SimpleRNN", merge_mode="ave"), x),
    case("none-gives-both", both(merge_mode=None), x, gradient=True),
    case("sequences", both(return_sequences=True), x, gradient=True),
    case("sequences-sum", both("GRU", merge_mode="sum", return_sequences=True), x),
    case("sequences-none", both(merge_mode=None, return_sequences=True), x),
    case("states", both(return_state=True), x, gradient=True),
    case("states-gru", both("GRU", return_state=True), x),
    case("states-none", both(merge_mode=None, return_state=True), x),
    case("states-sequences", both(return_state=True, return_sequences=True), x),
    case("states-sequences-none", both("SimpleRNN", merge_mode=None, return_state=True, return_sequences=True), x),
    case("initial-state", both(), x, call={"initial_state": states(4)}, gradient=True),
    case("initial-state-gru", both("GRU", return_sequences=True), x, call={"initial_state": states(2)}),
    case("mask", both(), x, call={"mask": mask}),
    case("mask-carried", both(), x, input_mask=mask),
    case("mask-sequences-are-zero", both(return_sequences=True), x, input_mask=mask, gradient=True),
    case("mask-sequences-sum-gru", both("GRU", merge_mode="sum", return_sequences=True), x, call={"mask": mask}),
    case("mask-sequences-none", both(merge_mode=None, return_sequences=True), x, input_mask=mask),
    case("mask-states", both(return_state=True, return_sequences=True), x, input_mask=mask),
    case("mask-zero-output-taken-back", both(zero_output_for_mask=True), x, input_mask=mask),
    case("mask-zero-output-forced", both("SimpleRNN", return_sequences=True, zero_output_for_mask=False), x, input_mask=mask),
    case("mask-and-initial-state", both(return_state=True), x, call={"mask": mask, "initial_state": states(4)}),
    case("unrolled", both(unroll=True, return_sequences=True), x),
    case("unrolled-mask", both("SimpleRNN", unroll=True, return_sequences=True), x, input_mask=mask),
    case("stateful-goes-on", both(stateful=True), x, repeat=2),
    case("stateful-sequences", both("GRU", stateful=True, return_sequences=True), x, repeat=3),
    case("backward-layer", {**both(), **backwards}, x, gradient=True),
    case("backward-layer-none", {**both(merge_mode=None), **backwards}, x),
    case("backward-layer-states", {"layer": rnn(return_state=True), "backward_layer": rnn("GRU", go_backwards=True, return_state=True)}, x),
    case("backward-layer-masked-sequences", {"layer": rnn(return_sequences=True), "backward_layer": rnn("SimpleRNN", go_backwards=True, return_sequences=True)}, x, input_mask=mask),
    case("layer-reads-backwards", {"layer": rnn(go_backwards=True, return_sequences=True), "backward_layer": rnn(return_sequences=True)}, x),
    case("weights-unused", {**both(), "weights": [[1, 2], [3, 4]]}, x),
    case("dropout-at-inference", both(dropout=0.5, recurrent_dropout=0.5, seed=3), x),
    case("settings", both(activation="relu", recurrent_activation="hard_sigmoid", use_bias=False), x),
    case("own-initializers", both("SimpleRNN", kernel_initializer="ones", recurrent_initializer="zeros", bias_initializer="ones"), x, weights=None),
    case("regularizers", both(kernel_regularizer="l1", recurrent_regularizer="l2", bias_regularizer="l1", activity_regularizer="l2"), x),
    case("activity-regularizer", {**both(return_state=True), "activity_regularizer": "l1"}, x),
    case("frozen-named", {**both(), "name": "both_ways", "trainable": False, "dtype": "float32"}, x),
    case("inner-names", both(name="forward_reader"), x),
    case("inner-frozen", both(trainable=False), x),
    case("rnn-of-a-cell", {"layer": {"class_name": "RNN", "config": {"cell": rnn("GRUCell"), "return_sequences": True}}}, x),
    case("conv-lstm", film(padding="same"), noise(1, 3, 3, 3, 2), gradient=True),
    case("conv-lstm-sequences-states", film(return_sequences=True, return_state=True), noise(1, 2, 3, 4, 1, seed=2)),
    case("conv-lstm-masked-sum", {**film(return_sequences=True), "merge_mode": "sum"}, noise(2, 4, 3, 3, 1, seed=3), input_mask=mask),
    case("one-step", both(return_sequences=True), noise(3, 1, 2, seed=4)),
    case("int32-input", both(), ramp(2, 3, 2, dtype="int32")),
    shapes("unknown-batch", both(units=8), None, 10, 4),
    shapes("unknown-steps", both(units=8, return_sequences=True), None, None, 4),
    shapes("unknown-none", both(merge_mode=None, units=8, return_sequences=True), None, None, 4),
    shapes("unknown-states", both(units=8, return_state=True), None, 10, 4),
    shapes("unknown-sum", both("GRU", merge_mode="sum", units=8), None, None, 4),
    shapes("stateful-batch", both(stateful=True), 3, None, 4),
    refuse("layer-missing", {}),
    refuse("layer-a-name", {"layer": "LSTM"}, x),
    refuse("layer-not-recurrent", {"layer": rnn("Dense")}, x),
    refuse("layer-a-cell", {"layer": rnn("LSTMCell")}, x),
    refuse("layer-bidirectional", {"layer": {"class_name": KERAS, "config": both()}}, x),
    refuse("merge-mode-unknown", both(merge_mode="max"), x),
    refuse("merge-mode-upper-case", both(merge_mode="CONCAT"), x),
    refuse("backward-layer-a-name", {**both(), "backward_layer": "LSTM"}, x),
    refuse("backward-layer-not-recurrent", {**both(), "backward_layer": rnn("Dense")}, x),
    refuse("go-backwards", both(go_backwards=True), x),
    refuse("backward-layer-forwards", {**both(), "backward_layer": rnn()}, x),
    refuse("both-backwards", {**both(go_backwards=True), "backward_layer": rnn(go_backwards=True)}, x),
    refuse("other-sequences", {**both(return_sequences=True), "backward_layer": rnn(go_backwards=True)}, x),
    refuse("other-states", {**both(), "backward_layer": rnn(go_backwards=True, return_state=True)}, x),
    refuse("other-stateful", {**both(stateful=True), "backward_layer": rnn(go_backwards=True)}, x),
    refuse("stateful-with-states", both(stateful=True, return_state=True), x),
    refuse("stateful-unknown-batch", both(stateful=True), blank(None, 4, 3)),
    refuse("weights-a-number", {**both(), "weights": 3}, x),
    refuse("sum-of-other-sizes", {**both(merge_mode="sum"), **backwards}, x),
    refuse("initial-state-too-few", both(), x, call={"initial_state": states(2)}),
    refuse("initial-state-too-many", both(), x, call={"initial_state": states(5)}),
    refuse("initial-state-odd", both("GRU"), x, call={"initial_state": states(1)}),
    refuse("initial-state-shape", both(), x, call={"initial_state": states(4, units=3)}),
    refuse("mask-other-steps", both(), x, call={"mask": array([[1, 1], [1, 0]], "bool")}),
    refuse("rank-2", both(), blank(2, 3)),
    refuse("rank-4", both(), blank(2, 3, 4, 5)),
    refuse("features-unknown", both(), blank(2, 3, None)),
    refuse("other-features", both(), blank(2, 4, 5), after=[2, 4, 3]),
    refuse("other-batch-stateful", both(stateful=True), blank(3, 4, 3), after=[2, 4, 3]),
    refuse("two-inputs", both(), [x, x]),
    refuse("unknown-parameter", {**both(), "units": 3}, x),
]
