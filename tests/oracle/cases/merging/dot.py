from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Dot"

x = noise(2, 3, 4)
y = noise(2, 4, 3, seed=2)
mask = array([[1, 1, 0], [1, 0, 0]], "bool")


def config(axes=1, **more):
    return {"axes": axes, **more}


CASES = [
    case("vectors", config(), [noise(2, 3), noise(2, 3, seed=2)], gradient=True),
    case("vectors-minus-1", config(-1), [noise(2, 3), noise(2, 3, seed=2)]),
    case("one-axis", config(), [noise(2, 3, 4), noise(2, 3, 2, seed=2)], gradient=True),
    case("axis-2", config(2), [x, noise(2, 2, 4, seed=2)]),
    case("two-axes", config([1, 2]), [x, noise(2, 5, 3, seed=2)], gradient=True),
    case("two-axes-swapped", config([2, 1]), [x, y], gradient=True),
    case("negative", config(-1), [x, noise(2, 2, 4, seed=2)]),
    case("negative-two", config([-1, -2]), [x, y]),
    case("negative-beyond-wraps", config(-5), [x, noise(2, 3, 2, seed=2)]),
    case("negative-other-ranks", config(-1), [noise(2, 4), noise(2, 3, 2, 4, seed=2)]),
    case("matrix-vector", config([2, 1]), [x, noise(2, 4, seed=2)], gradient=True),
    case("vector-matrix", config([1, 2]), [noise(2, 4, seed=2), x], gradient=True),
    case("rank-4", config([-2, -1]), [noise(1, 3, 2), noise(1, 1, 2, 3, seed=2)], gradient=True),
    case("rank-4-both", config([1, 3]), [noise(2, 3, 2, 1), noise(2, 2, 2, 3, seed=2)], gradient=True),
    case("rank-4-vector", config([3, 1]), [noise(2, 3, 2, 4), noise(2, 4, seed=2)]),
    case("rank-5", config([3, 1]), [noise(1, 2, 1, 3, 2), noise(1, 3, 2, 2, seed=2)]),
    case("normalized", config(normalize=True), [noise(2, 3), noise(2, 3, seed=2)], gradient=True),
    case("normalized-two-axes", config([1, 2], normalize=True), [x, noise(2, 5, 3, seed=2)], gradient=True),
    case("normalized-negative", config(-1, normalize=True), [x, noise(2, 2, 4, seed=2)]),
    case("normalized-zeros", config(normalize=True), [array([[0, 0], [3, 4]]), array([[1, 2], [4, 3]])]),
    case("normalized-tiny", config(normalize=True), [array([[1e-9, 0]]), array([[1, 2]])]),
    case("int32", config(), [ramp(2, 3, dtype="int32"), ramp(2, 3, start=-2, dtype="int32")]),
    case("int32-normalized", config(normalize=True), [ramp(2, 3, dtype="int32"), ramp(2, 3, start=1, dtype="int32")]),
    case("int32-and-float", config(), [ramp(2, 3, dtype="int32"), noise(2, 3)]),
    case("bool", config(), [array([[1, 0], [0, 1]], "bool"), array([[1, 1], [1, 0]], "bool")]),
    case("bool-and-int32", config(), [array([[1, 0], [1, 1]], "bool"), ramp(2, 2, start=3, dtype="int32")]),
    case("bool-and-float", config(), [array([[1, 0], [1, 1]], "bool"), noise(2, 2)]),
    case("zero-length", config(), [noise(2, 0), noise(2, 0)]),
    case("zero-length-normalized", config(normalize=True), [noise(2, 0), noise(2, 0)]),
    case("empty-batch", config([2, 1]), [noise(0, 3, 4), noise(0, 4, 2)]),
    case("masks-end", config(), [x, noise(2, 3, 2)], input_mask=[mask, mask]),
    case("frozen-named", config(name="scores", trainable=False, dtype="float32"), [x, x]),
    case("training-ignored", config(), [x, x], call={"training": True}),
    case("activity-regularizer", config(activity_regularizer="l2"), [x, x]),
    shapes("unknown-batch", config(), [None, 3], [None, 3]),
    shapes("unknown-both", config(2), [None, 4, None], [None, 5, None]),
    shapes("unknown-others", config([2, 1]), [None, None, 4], [None, 4, None]),
    shapes("one-batch-known", config(), [None, 3], [4, 3]),
    shapes("axis-0-of-symbols", config(0), [None, 3], [None, 2]),
    shapes("higher-ranks", config([3, 1]), [None, 2, 3, 4], [None, 4, 5, 6]),
    refuse("missing", {}, [x, x]),
    refuse("by-itself", config(), x),
    refuse("one-input", config(), [x]),
    refuse("three-inputs", config(), [x, x, x]),
    refuse("other-size", config(), [blank(2, 3), blank(2, 4)]),
    refuse("unknown-beside-known", config(), [blank(None, None, 3), blank(None, 4, 3)]),
    refuse("other-batch", config(), [blank(1, 3), blank(2, 3)]),
    refuse("batch-axis", config(0), [blank(2, 3), blank(2, 3)]),
    refuse("batch-axis-of-one", config([1, 0]), [blank(2, 2), blank(2, 2)]),
    refuse("batch-axis-negative", config(-2), [blank(2, 2), blank(2, 2)]),
    refuse("axis-too-large", config(3), [blank(2, 3, 3), blank(2, 3, 3)]),
    refuse("axes-too-small", config([-5, 1]), [blank(2, 3, 3), blank(2, 3, 3)]),
    refuse("rank-1", config(0), [blank(3), blank(3)]),
    refuse("axes-one", config([1]), [x, x]),
    refuse("axes-three", config([1, 1, 1]), [x, x]),
    refuse("axes-text", config("1"), [x, x]),
    refuse("axes-fraction", config([1, 1.5]), [x, x]),
    refuse("axes-nested", config([[1], [1]]), [x, x]),
    refuse("axes-none", config(None), [x, x]),
    refuse("mask-argument", config(), [x, x], call={"mask": mask}),
    refuse("unknown-parameter", config(axis=1), [x, x]),
]
