from declare import array, blank, case, noise, refuse, shapes

KERAS = "GRU"

x = noise(2, 4, 3)
single = noise(1, 3, 2, seed=2)
h = noise(2, 2, seed=3)
mask = array([[1, 1, 0, 0], [0, 1, 0, 1]], "bool")
sequences = {"return_sequences": True}
weightless = {"kernel_initializer": "ones", "recurrent_initializer": "identity"}


def config(units=2, **more):
    return {"units": units, **more}


CASES = [
    case("defaults", config(), x, gradient=True),
    case("return-sequences", config(return_sequences=True), x),
    case("return-sequences-state", config(return_sequences=True, return_state=True), x, gradient=True),
    case("go-backwards-all", config(go_backwards=True, return_sequences=True, return_state=True), x),
    case("stateful-twice", config(stateful=True, return_state=True), x, repeat=2),
    case("stateless-twice", config(), x, repeat=2),
    case("unroll", config(unroll=True, return_sequences=True), x),
    case("no-bias", config(use_bias=False), x, gradient=True),
    case("bias-ones", config(bias_initializer="ones", **weightless), single, weights=None),
    case("activation-relu", config(activation="relu"), x),
    case("activation-none", config(activation=None), x),
    case("recurrent-hard-sigmoid", config(recurrent_activation="hard_sigmoid"), 3 * x),
    case("reset-before", config(reset_after=False), x, gradient=True),
    case("reset-before-no-bias", config(reset_after=False, use_bias=False, **sequences), x),
    case("reset-before-mask", config(reset_after=False, **sequences), x, call={"mask": mask}, gradient=True),
    case("reset-before-bias-ones", config(reset_after=False, bias_initializer="ones", **weightless), single, weights=None),
    case("use-cudnn-false", config(use_cudnn=False), x),
    case("recurrent-activation-none", config(recurrent_activation=None), x),
    case("initial-state", config(return_state=True), x, call={"initial_state": [h]}, gradient=True),
    case("initial-state-alone", config(return_state=True), x, call={"initial_state": h}),
    case("initial-state-mask", config(**sequences), x, call={"initial_state": [h], "mask": mask}),
    case("state-of-one-sample", config(**sequences), x, call={"initial_state": [h[:1]]}),
    case("mask", config(return_state=True), x, call={"mask": mask}),
    case("mask-sequences", config(**sequences), x, call={"mask": mask}, gradient=True),
    case("mask-unroll", config(unroll=True, **sequences), x, call={"mask": mask}),
    case("mask-backwards", config(go_backwards=True, **sequences), x, call={"mask": mask}, gradient=True),
    case("mask-zero-output", config(zero_output_for_mask=True, **sequences), x, call={"mask": mask}, gradient=True),
    case("mask-zero-output-last", config(zero_output_for_mask=True), x, call={"mask": mask}),
    case("mask-zero-output-unroll-backwards", config(zero_output_for_mask=True, unroll=True, go_backwards=True, **sequences), x, call={"mask": mask}),
    case("mask-carried", config(**sequences), x, input_mask=mask),
    case("mask-carried-consumed", config(), x, input_mask=mask),
    case("mask-of-one-sample", config(**sequences), x, call={"mask": mask[:1]}),
    case("mask-per-unit", config(**sequences), x, call={"mask": noise(2, 4, 2, seed=6) > 0}),
    case("mask-all", config(return_state=True), x, call={"mask": array([[0, 0, 0, 0], [0, 0, 0, 0]], "bool")}),
    case("stateful-mask", config(stateful=True, return_state=True), x, call={"mask": mask}, repeat=3),
    case("dropout-inference", config(dropout=0.5, recurrent_dropout=0.25, seed=3), x),
    case("dropout-below-zero-is-none", config(dropout=-1), x, call={"training": True}),
    case(
        "regularizers",
        config(
            kernel_regularizer="l2",
            recurrent_regularizer="l1",
            bias_regularizer={"class_name": "L2", "config": {"l2": 0.1}},
            activity_regularizer="l2",
            return_state=True,
        ),
        x,
    ),
    case(
        "constraints-frozen-named",
        config(
            kernel_constraint="max_norm",
            recurrent_constraint="unit_norm",
            bias_constraint="non_neg",
            trainable=False,
            name="memory",
        ),
        x,
    ),
    case("one-step-one-unit", config(1, **sequences), noise(3, 1, 1, seed=5)),
    case("int32-input", config(), (4 * x).astype("int32")),
    case("empty-batch", config(return_state=True), noise(0, 4, 3)),
    case("no-features", config(), noise(2, 4, 0)),
    case("long", config(4, **sequences), noise(1, 40, 2, seed=7), tolerance=1e-4),
    shapes("unknown-time", config(32, return_sequences=True, return_state=True), None, None, 8),
    shapes("unknown-time-unrolled", config(3, unroll=True), None, None, 8),
    shapes("stateful-known-batch", config(4, stateful=True), 5, 10, 4),
    shapes("reset-before-count", config(4, reset_after=False), None, 10, 4),
    shapes("no-bias-count", config(4, use_bias=False), None, 10, 4),
    refuse("units-missing", {}),
    refuse("units-zero", config(0), blank(2, 4, 3)),
    refuse("units-fraction", config(2.5), blank(2, 4, 3)),
    refuse("activation-unknown", config(activation="Tanh"), blank(2, 4, 3)),
    refuse("recurrent-initializer-unknown", config(recurrent_initializer="ortho"), blank(2, 4, 3)),
    refuse("dropout-one", config(dropout=1.0), blank(2, 4, 3)),
    refuse("recurrent-dropout-one", config(recurrent_dropout=1.0), blank(2, 4, 3), call={"training": True}),
    refuse("dropout-text", config(dropout="half"), blank(2, 4, 3)),
    refuse("implementation", config(implementation=1), blank(2, 4, 3)),
    refuse("unknown-parameter", config(time_major=True), blank(2, 4, 3)),
    refuse("use-cudnn", config(use_cudnn=True), blank(2, 4, 3)),
    refuse("use-cudnn-unknown", config(use_cudnn="yes"), blank(2, 4, 3)),
    refuse("recurrent-activation-unknown", config(recurrent_activation="hardSigmoid"), blank(2, 4, 3)),
    refuse("rank-2", config(), blank(4, 3)),
    refuse("rank-4", config(), blank(1, 2, 4, 3)),
    refuse("no-steps", config(), blank(2, 0, 3)),
    refuse("features-unknown", config(), blank(None, 4, None)),
    refuse("stateful-unknown-batch", config(stateful=True), blank(None, 4, 3)),
    refuse("stateful-other-batch", config(stateful=True), blank(3, 4, 3), after=[2, 4, 3]),
    refuse("other-features", config(), blank(2, 4, 5), after=[2, 4, 3]),
    refuse("two-inputs", config(), [blank(2, 4, 3), blank(2, 2)]),
    refuse("state-of-other-size", config(), blank(2, 4, 3), call={"initial_state": [noise(2, 3)]}),
    refuse("mask-too-short", config(), blank(2, 4, 3), call={"mask": mask[:, :2]}),
    refuse("mask-rank-1", config(), blank(2, 4, 3), call={"mask": mask[0]}),
    refuse("mask-per-unit-unrolled", config(unroll=True), blank(2, 4, 3), call={"mask": noise(2, 4, 2) > 0}),
    refuse("unknown-argument", config(), blank(2, 4, 3), call={"states": [h]}),
]
