from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Permute"

x = noise(2, 3, 4)


def config(*dims, **more):
    return {"dims": list(dims), **more}


CASES = [
    case("swapped", config(2, 1), x, gradient=True),
    case("same-order", config(1, 2), x),
    case("one-axis", config(1), noise(2, 3)),
    case("no-axis", config(), noise(3)),
    case("three-axes", config(3, 1, 2), noise(2, 2, 3, 4), gradient=True),
    case("three-axes-back", config(2, 3, 1), noise(2, 2, 3, 4)),
    case("four-axes", config(4, 2, 3, 1), noise(1, 2, 3, 2, 3), gradient=True),
    case("five-axes", config(5, 3, 1, 4, 2), noise(1, 2, 1, 2, 3, 2)),
    case("int32", config(2, 1), ramp(2, 2, 3, dtype="int32")),
    case("bool", config(2, 1), array([[[1, 0, 0], [1, 1, 0]]], "bool")),
    case("zero-size", config(2, 1), noise(2, 0, 3)),
    case("empty-batch", config(2, 1), noise(0, 2, 3)),
    case("mask-ends", config(2, 1), x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("frozen-named", config(2, 1, name="turned", trainable=False, dtype="float32"), x),
    case("training-ignored", config(2, 1), x, call={"training": True}),
    case("activity-regularizer", config(2, 1, activity_regularizer="l1"), x),
    shapes("unknown-batch", config(2, 1), None, 10, 64),
    shapes("unknown-size", config(3, 1, 2), None, 3, None, 5),
    refuse("missing", {}, x),
    refuse("twice", config(1, 1), x),
    refuse("batch-included", config(0, 2, 1), x),
    refuse("gap", config(1, 3), x),
    refuse("negative", config(-1, -2), x),
    refuse("fraction", config(1.5, 2), x),
    refuse("number", {"dims": 1}, noise(2, 3)),
    refuse("text", {"dims": "21"}, x),
    refuse("none", {"dims": None}, x),
    refuse("fewer-axes", config(2, 1), blank(2, 3)),
    refuse("more-axes", config(2, 1), blank(2, 3, 4, 5)),
    refuse("two-inputs", config(2, 1), [x, x]),
    refuse("unknown-parameter", config(2, 1, axes=[1]), x),
]
