from declare import array, blank, case, noise, ragged, ramp, refuse, shapes, text

KERAS = "Rescaling"

x = noise(2, 3, low=-3, high=3)
image = noise(2, 2, 3, 3, seed=2, low=0, high=255)
mask = array([[1, 1, 0], [1, 0, 0]], "bool")
ROWS = [[1.0, 2.5], [], [-3.0]]

CASES = [
    case("scale", {"scale": 0.5}, x, gradient=True),
    case("pixels", {"scale": 1 / 127.5, "offset": -1}, image, gradient=True),
    case("pixels/whole", {"scale": 1 / 255}, ramp(2, 2, 3, step=21, dtype="uint8")),
    case("offset", {"scale": 2, "offset": 0.25}, x),
    case("scale/0", {"scale": 0, "offset": 3}, x),
    case("channels", {"scale": [0.5, 2.0, -1.0], "offset": [1.0, 0.0, -1.0]}, image, gradient=True),
    case("channels/offset", {"scale": 2.0, "offset": [1.0, 2.0, 3.0]}, x),
    case("rows", {"scale": [[1.0], [2.0]], "offset": [[0.5], [-0.5]]}, x),
    case("array", {"scale": {"shape": [3], "dtype": "float32", "data": [1.0, 2.0, 3.0]}}, x),
    case("wider", {"scale": [1.0, 2.0, 3.0]}, noise(2, 1)),
    case("wider/offset", {"scale": 1.5, "offset": [[1.0], [2.0]]}, noise(3)),
    case("whole", {"scale": 2.5, "offset": 1.7, "dtype": "int32"}, array([[-3.7, 2.9, 0.4]])),
    case("whole/list", {"scale": [2.5, -1.5, 3.0], "dtype": "int64"}, ramp(2, 3, start=-2, dtype="int32")),
    case("truth", {"scale": 3.0, "offset": 1.0}, array([[1, 0, 1]], "bool")),
    case("named", {"scale": 1.0, "offset": 2, "name": "level", "trainable": False}, x),
    case("mask-passes", {"scale": 2.0}, noise(2, 3, 4), input_mask=mask),
    case("mask-passes/whole", {"scale": 2.0}, ramp(2, 3, dtype="int32"), input_mask=mask),
    case("mask-lost", {"scale": 2.0, "dtype": "int32"}, noise(2, 3, 4), input_mask=mask),
    case("training", {"scale": 2.0}, x, call={"training": True}),
    case("scalar", {"scale": 2.0, "offset": 1}, array(3.5)),
    case("empty", {"scale": 2.0, "offset": [1.0, 2.0, 3.0]}, noise(0, 3)),
    case("empty/features", {"scale": 2.0}, noise(2, 0)),
    case("ragged", {"scale": 2.0, "offset": 1.0}, ragged(ROWS, "float32")),
    case("ragged/whole", {"scale": 2.0}, ragged([[[1], [2, 3]], []], "int32")),
    shapes("shapes", {"scale": 2.0}, None, None, 3),
    refuse("no-scale", {"offset": 1.0}, blank(2, 3)),
    refuse("scale/none", {"scale": None}, blank(2, 3)),
    refuse("scale/text", {"scale": "2"}, blank(2, 3)),
    refuse("offset/text", {"scale": 2.0, "offset": "1"}, blank(2, 3)),
    refuse("offset/none", {"scale": 2.0, "offset": None}, blank(2, 3)),
    refuse("scale/uneven", {"scale": [[1.0], [2.0, 3.0]]}, blank(2, 2)),
    refuse("scale/misfit", {"scale": [1.0, 2.0]}, blank(2, 3)),
    refuse("scale/empty", {"scale": []}, blank(2, 3)),
    refuse("offset/misfit", {"scale": 2.0, "offset": [1.0, 2.0]}, blank(2, 3)),
    refuse("dtype/bool", {"scale": 2.0, "dtype": "bool"}, blank(2, 3)),
    refuse("dtype/string", {"scale": 2.0, "dtype": "string"}, blank(2, 3)),
    refuse("text", {"scale": 2.0}, text(["1", "2"])),
    refuse("ragged/channels", {"scale": [1.0, 2.0]}, ragged(ROWS, "float32")),
    refuse("unknown-parameter", {"scale": 2.0, "factor": 1.0}, blank(2, 3)),
]
