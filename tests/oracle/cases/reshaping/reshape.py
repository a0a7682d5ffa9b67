from declare import array, blank, case, ramp, refuse, shapes

KERAS = "Reshape"

x = ramp(2, 3, 4)


def config(*target_shape, **more):
    return {"target_shape": list(target_shape), **more}


CASES = [
    case("rows-to-columns", config(4, 3), x),
    case("flat", config(12), x),
    case("minus-one", config(-1), x),
    case("minus-one-first", config(-1, 2), x),
    case("minus-one-last", config(6, -1), x, gradient=True),
    case("minus-one-middle", config(2, -1, 3), x),
    case("minus-one-is-one", config(3, 4, -1), x),
    case("same-shape", config(3, 4), x),
    case("more-axes", config(1, 3, 2, 2, 1), x),
    case("fewer-axes", config(6), ramp(2, 1, 2, 3)),
    case("batch-only-input", config(1), ramp(3)),
    case("batch-only-minus-one", config(-1), ramp(3)),
    case("to-batch-only", config(), ramp(3, 1)),
    case("batch-untouched", config(2), ramp(3, 2)),
    case("int32", config(3, 2), ramp(1, 2, 3, dtype="int32")),
    case("bool", config(2, 2), array([[1, 0, 0, 1]], "bool")),
    case("zero-dimension", config(0, 3), ramp(2, 0, 4)),
    case("zero-dimension-minus-one", config(-1, 3), ramp(2, 0, 4)),
    case("empty-batch", config(-1), ramp(0, 3, 4)),
    case("mask-destroyed", config(12), x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("frozen-named", config(-1, name="flat", trainable=False, dtype="float32"), x),
    case("training-ignored", config(-1), x, call={"training": True}),
    case("activity-regularizer", config(-1, activity_regularizer="l2"), x),
    shapes("unknown-batch", config(-1, 2), None, 3, 4),
    shapes("known-batch", config(3, 2), 4, 6),
    shapes("unknown-dimension-minus-one", config(-1, 2), None, None, 4),
    shapes("unknown-dimension-trusted", config(3, 2), None, None, 4),
    refuse("missing", {}),
    refuse("two-minus-ones", config(-1, -1), blank(2, 3, 4)),
    refuse("size-differs", config(5, 2), blank(2, 3, 4)),
    refuse("minus-one-does-not-divide", config(5, -1), blank(2, 3, 4)),
    refuse("minus-one-beside-zero", config(0, -1), blank(2, 0, 4)),
    refuse("batch-included", config(2, 3, 4), blank(2, 3, 4)),
    refuse("other-negative", config(-6, -2), blank(2, 3, 4)),
    refuse("number", {"target_shape": 12}, blank(2, 3, 4)),
    refuse("text", {"target_shape": "12"}, blank(2, 3, 4)),
    refuse("none-inside", config(None, 2), blank(2, 3, 4)),
    refuse("fraction", config(2, 1.5, 4), blank(2, 3, 4)),
    refuse("no-batch", config(1), blank()),
    refuse("other-size", config(12), blank(2, 5, 4), after=[2, 3, 4]),
    refuse("activity-regularizer-of-int32", config(2, activity_regularizer="l1"), ramp(2, 2, dtype="int32")),
    refuse("unknown-parameter", config(12, shape=[12]), blank(2, 3, 4)),
]
