from declare import array, blank, case, noise, refuse, shapes

KERAS = "RNN"

x = noise(2, 4, 3)
h, c = noise(2, 2, seed=3), noise(2, 2, seed=4)
k = noise(2, 3, seed=5)
mask = array([[1, 1, 0, 0], [0, 1, 0, 1]], "bool")
both = {"return_sequences": True, "return_state": True}


def cell(kind, units=2, **more):
    return {"class_name": f"{kind}Cell", "config": {"units": units, **more}}


def over(cells, **more):
    return {"cell": cells, **more}


lstm, gru, simple = cell("LSTM"), cell("GRU"), cell("SimpleRNN")
two = [lstm, cell("GRU", 3)]
stacked = {"class_name": "StackedRNNCells", "config": {"cells": two}}

CASES = [
    case("lstm", over(lstm), x, gradient=True),
    case("gru", over(gru), x, gradient=True),
    case("simple-rnn", over(simple), x, gradient=True),
    case("lstm-sequences-state", over(lstm, **both), x, gradient=True),
    case("gru-sequences-state", over(gru, **both), x),
    case("simple-rnn-sequences-state", over(simple, **both), x),
    case("cells", over(two), x, gradient=True),
    case("cells-sequences-state", over(two, **both), x, gradient=True),
    case("cells-stacked", over(stacked, **both), x),
    case("cells-three", over([simple, *two], return_state=True), x),
    case("cells-one", over([gru], **both), x),
    case("cells-go-backwards", over(two, go_backwards=True, **both), x),
    case("cells-mask", over(two, **both), x, call={"mask": mask}, gradient=True),
    case("cells-mask-zero-output", over(two, zero_output_for_mask=True, **both), x, call={"mask": mask}),
    case("cells-mask-unroll", over(two, unroll=True, **both), x, call={"mask": mask}),
    case("cells-stateful", over(two, stateful=True, return_state=True), x, repeat=2),
    case("cells-initial-state", over(two, return_state=True), x, call={"initial_state": [[h, c], [k]]}, gradient=True),
    case("cells-initial-state-without-lists", over([simple, cell("GRU", 3)]), x, call={"initial_state": [h, k]}),
    case("cells-dropout-inference", over([cell("LSTM", dropout=0.5), cell("GRU", recurrent_dropout=0.5)]), x),
    case("go-backwards", over(lstm, go_backwards=True, return_sequences=True), x),
    case("unroll", over(gru, unroll=True, return_sequences=True), x),
    case("stateful-twice", over(gru, stateful=True, return_state=True), x, repeat=2),
    case("mask", over(lstm, return_sequences=True), x, call={"mask": mask}, gradient=True),
    case("mask-zero-output", over(simple, zero_output_for_mask=True, return_sequences=True), x, call={"mask": mask}),
    case("mask-unroll-backwards-zero", over(gru, unroll=True, go_backwards=True, zero_output_for_mask=True, return_sequences=True), x, call={"mask": mask}),
    case("mask-carried", over(gru, return_sequences=True), x, input_mask=mask),
    case("mask-carried-consumed", over(gru), x, input_mask=mask),
    case("initial-state", over(lstm, return_state=True), x, call={"initial_state": [h, c]}),
    case("initial-state-alone", over(simple, return_state=True), x, call={"initial_state": h}),
    case("initial-state-mask", over(gru, return_sequences=True), x, call={"initial_state": [h], "mask": mask}),
    case(
        "cell-parameters",
        over(cell("GRU", 3, use_bias=False, reset_after=False, recurrent_activation="hard_sigmoid", implementation=1)),
        x,
    ),
    case(
        "cell-initializers",
        over(cell("LSTM", kernel_initializer="ones", recurrent_initializer="identity", unit_forget_bias=False)),
        x,
        weights=None,
    ),
    case(
        "regularizers",
        over(cell("LSTM", kernel_regularizer="l2", bias_regularizer="l1"), activity_regularizer="l2", return_state=True),
        x,
    ),
    case("frozen-named", over(cell("GRU", name="unit"), trainable=False, name="reader"), x),
    case("frozen-cell", over(cell("GRU", trainable=False)), x, gradient=True),
    case("int32-input", over(two), (4 * x).astype("int32")),
    case("empty-batch", over(two, return_state=True), noise(0, 4, 3)),
    case("one-step", over(two, return_sequences=True), noise(2, 1, 3)),
    shapes("unknown-time", over(lstm, **both), None, None, 8),
    shapes("cells-unknown-time", over(two, **both), None, None, 8),
    shapes("stateful-known-batch", over(gru, stateful=True), 5, 10, 4),
    shapes("unroll-unknown-time", over(gru, unroll=True), None, None, 4),
    refuse("cell-missing", {}),
    refuse("cell-none", over(None)),
    refuse("cell-name", over("LSTMCell")),
    refuse("cell-number", over(3)),
    refuse("no-cell", over({"class_name": "Dense", "config": {"units": 2}})),
    refuse("no-cell-in-list", over([lstm, {"class_name": "Dense", "config": {"units": 2}}])),
    refuse("no-cells", over([]), blank(2, 4, 3)),
    refuse("units", over(lstm, units=2)),
    refuse("rank-2", over(lstm), blank(4, 3)),
    refuse("rank-4", over(lstm), blank(1, 2, 4, 3)),
    refuse("no-steps", over(lstm), blank(2, 0, 3)),
    refuse("features-unknown", over(lstm), blank(None, 4, None)),
    refuse("other-features", over(lstm), blank(2, 4, 5), after=[2, 4, 3]),
    refuse("cells-other-features", over(two), blank(2, 4, 5), after=[2, 4, 3]),
    refuse("stateful-unknown-batch", over(gru, stateful=True), blank(None, 4, 3)),
    refuse("stateful-other-batch", over(gru, stateful=True), blank(3, 4, 3), after=[2, 4, 3]),
    refuse("one-state", over(lstm), blank(2, 4, 3), call={"initial_state": [h]}),
    refuse("state-of-other-size", over(gru), blank(2, 4, 3), call={"initial_state": [k]}),
    refuse("mask-too-short", over(gru), blank(2, 4, 3), call={"mask": mask[:, :2]}),
    refuse("dropout-one", over(cell("GRU", dropout=1)), blank(2, 4, 3)),
    refuse("unknown-argument", over(gru), blank(2, 4, 3), call={"states": [h]}),
]
