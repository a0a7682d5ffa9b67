from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Concatenate"

x = noise(2, 3, 4)
y = noise(2, 3, 2, seed=2)
mask = array([[1, 1, 0], [1, 0, 0]], "bool")


def config(axis=-1, **more):
    return {"axis": axis, **more}


CASES = [
    case("defaults", {}, [x, y], gradient=True),
    case("three-inputs", {}, [x, y, noise(2, 3, 1, seed=3)], gradient=True),
    case("axis-1", config(1), [x, noise(2, 1, 4, seed=2)], gradient=True),
    case("axis-2", config(2), [x, y]),
    case("axis-minus-2", config(-2), [x, noise(2, 2, 4, seed=2)]),
    case("batch", config(0), [x, noise(1, 3, 4, seed=2)], gradient=True),
    case("list-of-one", {}, [x], gradient=True),
    case("list-of-one-any-axis", config(9), [x]),
    case("vectors", config(0), [noise(3), noise(2, seed=2)]),
    case("size-one-axes", {}, [noise(2, 1, 1, 5), noise(2, 1, 1, 4, seed=2)], gradient=True),
    case("size-one-axis-1", config(1), [noise(2, 1, 3, 1), noise(2, 1, 3, 1, seed=2)]),
    case("rank-4-middle", config(2), [noise(2, 2, 3, 2), noise(2, 2, 1, 2, seed=2)]),
    case("rank-6", config(3), [noise(1, 2, 3, 2, 2, 1), noise(1, 2, 3, 3, 2, 1, seed=2)]),
    case("zero-size", {}, [noise(2, 0), noise(2, 3)]),
    case("all-zero-size", {}, [noise(2, 0), noise(2, 0)]),
    case("empty-batch", {}, [noise(0, 3), noise(0, 2)]),
    case("int32", {}, [ramp(2, 3, dtype="int32"), ramp(2, 1, dtype="int32")]),
    case("int32-and-float", {}, [ramp(2, 3, dtype="int32"), noise(2, 3)]),
    case("bool", {}, [array([[1, 0]], "bool"), array([[1, 1]], "bool")]),
    case("bool-and-int32", {}, [array([[1, 0]], "bool"), ramp(1, 2, dtype="int32")]),
    case("bool-int32-float", {}, [array([[1, 0]], "bool"), ramp(1, 2, dtype="int32"), noise(1, 1)]),
    case("masks-end", {}, [x, y], input_mask=[mask, mask]),
    case("one-mask-ends", config(1), [x, x], input_mask=[mask, None]),
    case("frozen-named", {"name": "joined", "trainable": False, "dtype": "float32"}, [x, y]),
    case("training-ignored", {}, [x, y], call={"training": True}),
    case("activity-regularizer", {"activity_regularizer": "l1"}, [x, y]),
    shapes("unknown-batch", {}, [None, 3], [None, 2]),
    shapes("unknown-along-axis", {}, [None, 3, None], [None, 3, 2]),
    shapes("unknown-beside-known", {}, [None, None, 4], [None, 3, 2]),
    shapes("first-decides", config(1), [None, 2, None], [4, 3, 5]),
    shapes("batch-unknown", config(0), [None, 3], [2, 3]),
    shapes("list-of-one-unknown", {}, [None, 3]),
    refuse("by-itself", {}, x),
    refuse("other-size", {}, [blank(2, 3, 4), blank(2, 2, 4)]),
    refuse("other-batch", {}, [blank(2, 3), blank(3, 3)]),
    refuse("other-rank", {}, [blank(2, 3), blank(2, 3, 4)]),
    refuse("other-rank-size-one", {}, [blank(2, 3), blank(2, 1, 3)]),
    refuse("size-one-taken-out", {}, [blank(2, 1, 3), blank(2, 3, 3)]),
    refuse("size-one-axes-too-many", {}, [blank(1, 1, 1, 1, 5), blank(1, 1, 1, 1, 4)]),
    refuse("size-one-axes-hide-others", config(1), [blank(1, 1, 1, 1, 5), blank(1, 1, 1, 1, 4)]),
    refuse("size-one-axes-all-gone", config(1), [blank(2, 1, 1, 1, 1), blank(2, 1, 1, 1, 1)]),
    refuse("unknown-other-size", {}, [blank(None, 3, 4), blank(None, 2, 4)]),
    refuse("axis-too-large", config(5), [blank(2, 3), blank(2, 3)]),
    refuse("axis-too-small", config(-3), [blank(2, 3), blank(2, 3)]),
    refuse("list-of-one-axis-too-small", config(-3), [blank(2, 3)]),
    refuse("scalars", config(0), [blank(), blank()]),
    refuse("axis-fraction", config(1.5), [blank(2, 3), blank(2, 3)]),
    refuse("axis-list", config([1]), [blank(2, 3), blank(2, 3)]),
    refuse("axis-text", config("1"), [blank(2, 3), blank(2, 3)]),
    refuse("axis-none", config(None), [blank(2, 3), blank(2, 3)]),
    refuse("mask-argument", {}, [x, y], call={"mask": mask}),
    refuse("unknown-parameter", {"axes": 1}, [x, y]),
]
