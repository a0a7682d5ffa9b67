from declare import blank, case, noise, refuse

KERAS = "StackedRNNCells"

x = noise(3, 4)
h, c = noise(3, 2, seed=3), noise(3, 2, seed=4)
k = noise(3, 3, seed=5)


def cell(kind, units, **more):
    return {"class_name": f"{kind}Cell", "config": {"units": units, **more}}


def stack(*cells, **more):
    return {"cells": list(cells), **more}


lstm, gru, simple = cell("LSTM", 2), cell("GRU", 3), cell("SimpleRNN", 2)

CASES = [
    case("lstm-gru", stack(lstm, gru), x, call={"states": [[h, c], [k]]}, gradient=True),
    case("gru-lstm", stack(gru, lstm), x, call={"states": [[k], [h, c]]}, gradient=True),
    case("simple-simple", stack(simple, cell("SimpleRNN", 3)), x, call={"states": [[h], [k]]}),
    case("states-without-lists", stack(simple, gru), x, call={"states": [h, k]}),
    case("three", stack(simple, lstm, gru), x, call={"states": [[h], [h, c], [k]]}, gradient=True),
    case("one", stack(lstm), x, call={"states": [[h, c]]}),
    case("one-gru", stack(gru), x, call={"states": [[k]]}),
    case(
        "parameters",
        stack(
            cell("LSTM", 2, use_bias=False, recurrent_activation="hard_sigmoid"),
            cell("GRU", 3, reset_after=False, activation="relu"),
        ),
        x,
        call={"states": [[h, c], [k]]},
    ),
    case(
        "initializers",
        stack(
            cell("LSTM", 2, kernel_initializer="ones", recurrent_initializer="ones"),
            cell("GRU", 3, kernel_initializer="ones", recurrent_initializer="identity", bias_initializer="ones"),
        ),
        x,
        call={"states": [[h, c], [k]]},
        weights=None,
    ),
    case(
        "regularizers",
        stack(cell("SimpleRNN", 2, kernel_regularizer="l2"), cell("GRU", 3, bias_regularizer="l1")),
        x,
        call={"states": [[h], [k]]},
    ),
    case("named-frozen", stack(simple, gru, name="two", trainable=False), x, call={"states": [[h], [k]]}),
    case(
        "dropout-inference",
        stack(cell("LSTM", 2, dropout=0.5, seed=1), cell("GRU", 3, recurrent_dropout=0.5, seed=2)),
        x,
        call={"states": [[h, c], [k]]},
        repeat=2,
    ),
    case("one-sample", stack(simple, gru), x[:1], call={"states": [[h[:1]], [k[:1]]]}),
    case("empty-batch", stack(simple, gru), x[:0], call={"states": [[h[:0]], [k[:0]]]}),
    case("int32-input", stack(simple, gru), (4 * x).astype("int32"), call={"states": [[h], [k]]}),
    case("activity-regularizer", stack(simple, gru, activity_regularizer="l2"), x, call={"states": [[h], [k]]}),
    refuse("cells-missing", {}),
    refuse("no-list", {"cells": 3}),
    refuse("no-cell", stack({"class_name": "Dense", "config": {"units": 2}})),
    refuse("unknown-parameter", stack(simple, units=2)),
    refuse("no-states", stack(simple, gru), blank(3, 4)),
    refuse("state-of-other-size", stack(simple, gru), blank(3, 4), call={"states": [[k], [k]]}),
    refuse("second-state-of-other-size", stack(simple, gru), blank(3, 4), call={"states": [[h], [h]]}),
    refuse("dropout-one", stack(simple, cell("GRU", 3, dropout=1.0)), blank(3, 4), call={"states": [[h], [k]]}),
    refuse("features-unknown", stack(simple, gru), blank(None, None)),
]
