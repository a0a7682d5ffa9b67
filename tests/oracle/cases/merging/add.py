from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Add"

x = noise(2, 3, 4)
y = noise(2, 3, 4, seed=2)
mask = array([[1, 1, 0], [1, 0, 0]], "bool")

CASES = [
    case("two-inputs", {}, [x, y], gradient=True),
    case("three-inputs", {}, [x, y, noise(2, 3, 4, seed=3)], gradient=True),
    case("list-of-one", {}, [x], gradient=True),
    case("three-ranks", {}, [noise(2, 4, seed=5), noise(2, 1, 3, 1, seed=6), noise(2, 2, 3, 4, seed=7)], gradient=True),
    case("three-dtypes", {}, [array([[1, 0]], "bool"), ramp(1, 2, dtype="int32"), noise(1, 2)]),
    case("list-of-one-int32", {}, [ramp(2, 2, dtype="int32")]),
    case("vectors", {}, [noise(3), noise(3, seed=2)]),
    case("scalars", {}, [noise(), noise(seed=2)]),
    case("ones-broadcast", {}, [noise(2, 1, 4), noise(2, 3, 1, seed=2)], gradient=True),
    case("other-rank", {}, [x, noise(2, 4, seed=2)], gradient=True),
    case("other-rank-first", {}, [noise(2, 4, seed=2), x]),
    case("rank-1-beside-2", {}, [noise(3), noise(3, 2, seed=2)], gradient=True),
    case("rank-5", {}, [noise(1, 2, 1, 2, 2), noise(1, 1, 3, 2, 1, seed=2)], gradient=True),
    case("equal-values", {}, [array([[1, -2, 0]]), array([[1, 2, 0]])], gradient=True),
    case("int32", {}, [ramp(2, 3, dtype="int32"), ramp(2, 3, start=5, step=-2, dtype="int32")]),
    case("int32-and-float", {}, [ramp(2, 3, dtype="int32"), noise(2, 3)]),
    case("bool-and-int32", {}, [array([[1, 0, 1]], "bool"), ramp(1, 3, start=-1, dtype="int32")]),
    case("float-and-bool", {}, [noise(1, 3), array([[1, 0, 1]], "bool")]),
    case("empty-batch", {}, [noise(0, 3), noise(0, 3)]),
    case("zero-size-broadcast", {}, [noise(2, 0), noise(2, 1)]),
    case("masks-end", {}, [x, y], input_mask=[mask, mask]),
    case("one-mask-ends", {}, [x, y], input_mask=[mask, None]),
    case("frozen-named", {"name": "merged", "trainable": False, "dtype": "float32"}, [x, y]),
    case("training-ignored", {}, [x, y], call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l2"}, [x, y]),
    case("list-of-one-bool", {}, [array([[1, 0]], "bool")]),
    shapes("unknown-batch", {}, [None, 3], [None, 3]),
    shapes("one-batch-known", {}, [None, 3], [4, 3]),
    shapes("unknown-size-stays-unknown", {}, [None, None, 1], [None, 1, 4]),
    shapes("unknown-beside-known", {}, [None, None, 4], [None, 3, 4]),
    shapes("other-rank-unknown", {}, [None, 5, None, 4], [None, 4]),
    shapes("three-ranks-unknown", {}, [None, 4], [2, None, 1], [None, 3, 5, 4]),
    shapes("list-of-one-unknown", {}, [None, 3]),
    refuse("by-itself", {}, x),
    refuse("third-does-not-fit", {}, [blank(2, 3), blank(2, 1), blank(2, 4)]),
    refuse("other-batch", {}, [blank(2, 3), blank(1, 3)]),
    refuse("other-batch-unknown-size", {}, [blank(2, None), blank(3, None)]),
    refuse("other-size", {}, [blank(2, 3), blank(2, 4)]),
    refuse("other-size-other-rank", {}, [blank(2, 3, 4), blank(2, 3)]),
    refuse("scalar-beside-vector", {}, [blank(), blank(2)]),
    refuse("two-bools", {}, [blank(2, 3, dtype="bool"), blank(2, 3, dtype="bool")]),
    refuse("mask-argument", {}, [x, y], call={"mask": mask}),
    refuse("activity-regularizer-of-int32", {"activity_regularizer": "l2"}, [ramp(2, 2, dtype="int32"), ramp(2, 2, dtype="int32")]),
    refuse("unknown-parameter", {"axis": 1}, [x, y]),
]
