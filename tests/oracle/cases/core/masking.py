from declare import array, blank, case, literal, noise, ramp, refuse, shapes

KERAS = "Masking"

x = array([[[1, 2], [0, 0], [0, 3]], [[0, 0], [0.5, 0], [0, 0]]])
twos = array([[[2, 2], [2, 0]], [[1, 2], [0, 0]]])

CASES = [
    case("defaults", {}, x, gradient=True),
    case("value", {"mask_value": 2.0}, twos, gradient=True),
    case("value-whole", {"mask_value": 2}, twos),
    case("value-negative", {"mask_value": -1.0}, array([[[-1, -1], [0, 0]]])),
    case("value-true", {"mask_value": True}, array([[[1, 1], [0, 1]]])),
    case("value-per-feature", {"mask_value": literal(array([1, 2]))}, array([[[1, 2], [2, 1], [1, 1]]])),
    case("value-per-feature-list", {"mask_value": [1.0, 2.0]}, array([[[1, 2], [2, 1], [1, 1]]])),
    case("all-masked", {}, array([[[0, 0], [0, 0]]])),
    case("negative-zero", {}, array([[[-0.0, 0], [0, 1]]])),
    case("own-mask-replaces-the-input's", {}, x, input_mask=array([[1, 1, 1], [1, 1, 0]], "bool")),
    case("int-input", {}, array([[[1, 0], [0, 0]]], "int32")),
    case("rank-2", {}, array([[0, 1], [0, 0]])),
    case("rank-1", {}, array([0, 0, 1])),
    case("rank-4", {}, ramp(1, 2, 2, 2) * (ramp(1, 2, 2, 2) > 3)),
    case("one-feature", {}, array([[[0], [1], [0]]])),
    case("no-features", {}, noise(1, 2, 0)),
    case("empty-batch", {}, noise(0, 2, 3)),
    case("training-ignored", {}, x, call={"training": True}),
    case("named", {"name": "skip", "trainable": False, "activity_regularizer": "l1"}, x),
    shapes("unknown-steps", {}, None, None, 8),
    refuse("value-text", {"mask_value": "zero"}, x),
    refuse("value-none", {"mask_value": None}, x),
    refuse("value-misfit", {"mask_value": [1.0, 2.0, 3.0]}, x),
    refuse("scalar-input", {}, array(1.0)),
    refuse("unknown-parameter", {"value": 1}, x),
    refuse("mask-argument", {}, x, call={"mask": array([[1, 1, 0], [1, 0, 0]], "bool")}),
    refuse("two-inputs", {}, [blank(2, 3), blank(2, 3)]),
]
