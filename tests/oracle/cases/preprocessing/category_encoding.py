from declare import array, blank, case, noise, ragged, refuse, shapes, text

KERAS = "CategoryEncoding"

table = array([[0, 1, 3], [2, 2, 2]], "int32")
weights = noise(2, 3, low=0, high=2)


def cube(*shape):
    return (noise(*shape, low=0, high=4) // 1).astype("int32")


def modes(name, inputs, **config):
    return [case(f"{mode.replace('_', '-')}/{name}", {"num_tokens": 4, "output_mode": mode, **config}, inputs) for mode in ("one_hot", "multi_hot", "count")]


CASES = [
    case("defaults", {"num_tokens": 4}, table),
    *modes("table", table),
    *modes("list", array([3, 2, 0, 2], "int32")),
    *modes("scalar", array(2, "int32")),
    *modes("scalar-outside", array(7, "int32")),
    *modes("column", array([[3], [2], [0]], "int32")),
    *modes("cube", cube(2, 3, 2)),
    *modes("cube/column", cube(2, 3, 1)),
    *modes("4-axes", cube(1, 2, 3, 2)),
    *modes("outside", array([[0, -1, 4], [9, 2, 1]], "int32")),
    *modes("fractions", array([[1.9, -0.5, 3.2]])),
    *modes("truth", array([[1, 0, 1]], "bool")),
    *modes("sparse", table, sparse=True),
    case("multi-hot/sparse/scalar", {"num_tokens": 4, "sparse": True}, array(7, "int32")),
    case("count/sparse/scalar", {"num_tokens": 4, "sparse": True, "output_mode": "count"}, array(-1, "int32")),
    *modes("sparse/below", array([-1, 2, 2], "int32"), sparse=True),
    *modes("whole", table, dtype="int32"),
    *modes("empty-batch", array([], "int32").reshape(0, 3)),
    *modes("empty-rows", array([], "int32").reshape(2, 0)),
    *modes("empty-rows/whole", array([], "int32").reshape(2, 0), dtype="int32"),
    *modes("empty-rows/sparse", array([], "int32").reshape(2, 0), sparse=True),
    *modes("ragged", ragged([[1, 2], [], [3, 3, 9]], "int32")),
    *modes("ragged/whole", ragged([[1, 2], [], [3]], "int32"), dtype="int32"),
    case("one-hot/ragged/deep", {"num_tokens": 3, "output_mode": "one_hot"}, ragged([[[1, 2], []], [], [[0]]], "int32")),
    case("one-token", {"num_tokens": 1, "output_mode": "count"}, array([[0, 0, 1]], "int32")),
    case("binary", {"num_tokens": 4, "output_mode": "binary"}, table),
    case("named", {"num_tokens": 4, "name": "codes", "trainable": False}, table),
    case("weights", {"num_tokens": 4, "output_mode": "count"}, table, call={"count_weights": weights}),
    case("weights/list", {"num_tokens": 4, "output_mode": "count"}, table[0], call={"count_weights": weights[0]}),
    case("weights/column", {"num_tokens": 4, "output_mode": "count"}, table, call={"count_weights": weights[:, :1]}),
    case("weights/row", {"num_tokens": 4, "output_mode": "count"}, table, call={"count_weights": weights[:1]}),
    case("weights/whole", {"num_tokens": 4, "output_mode": "count", "dtype": "int32"}, table, call={"count_weights": weights + 1}),
    case("weights/whole-numbers", {"num_tokens": 4, "output_mode": "count"}, table, call={"count_weights": table}),
    case("weights/sparse", {"num_tokens": 4, "output_mode": "count", "sparse": True}, table, call={"count_weights": weights}),
    case("weights/cube", {"num_tokens": 4, "output_mode": "count"}, cube(2, 3, 2), call={"count_weights": noise(2, 3, 1)}),
    case("weights/empty", {"num_tokens": 4, "output_mode": "count"}, array([], "int32").reshape(0, 3), call={"count_weights": noise(0, 3)}),
    shapes("shapes", {"num_tokens": 4}, None, 3, dtype="int32"),
    shapes("shapes/one-hot", {"num_tokens": 4, "output_mode": "one_hot"}, None, 3, dtype="int32"),
    shapes("shapes/one-hot/column", {"num_tokens": 4, "output_mode": "one_hot"}, None, 1, dtype="int32"),
    shapes("shapes/one-hot/list", {"num_tokens": 4, "output_mode": "one_hot"}, None, dtype="int32"),
    shapes("shapes/count/list", {"num_tokens": 4, "output_mode": "count"}, None, dtype="int32"),
    shapes("shapes/count/cube", {"num_tokens": 4, "output_mode": "count"}, None, 2, 3, dtype="int32"),
    refuse("no-tokens", {}, table),
    refuse("tokens/0", {"num_tokens": 0}, table),
    refuse("tokens/fraction", {"num_tokens": 2.5}, table),
    refuse("tokens/text", {"num_tokens": "4"}, table),
    refuse("mode/int", {"num_tokens": 4, "output_mode": "int"}, table),
    refuse("mode/tf-idf", {"num_tokens": 4, "output_mode": "tf_idf"}, table),
    refuse("mode/none", {"num_tokens": 4, "output_mode": None}, table),
    refuse("mode/capitals", {"num_tokens": 4, "output_mode": "Count"}, table),
    refuse("weights/mode", {"num_tokens": 4}, table, call={"count_weights": weights}),
    refuse("weights/misfit", {"num_tokens": 4, "output_mode": "count"}, table, call={"count_weights": weights[:, :2]}),
    refuse("weights/one-axis", {"num_tokens": 4, "output_mode": "count"}, table, call={"count_weights": weights[0]}),
    refuse("weights/scalar", {"num_tokens": 4, "output_mode": "count"}, array(1, "int32"), call={"count_weights": array(1)}),
    refuse("weights/nothing", {"num_tokens": 4, "output_mode": "count"}, array([], "int32").reshape(2, 0), call={"count_weights": noise(2, 0)}),
    refuse("weights/ragged", {"num_tokens": 4, "output_mode": "count"}, ragged([[1, 2], [3]], "int32"), call={"count_weights": noise(2, 2)}),
    refuse("sparse/ragged", {"num_tokens": 4, "sparse": True}, ragged([[1, 2], [3]], "int32")),
    refuse("dtype/bool", {"num_tokens": 4, "dtype": "bool"}, table),
    refuse("text", {"num_tokens": 4}, text(["1"])),
    refuse("unknown-parameter", {"num_tokens": 4, "max_tokens": 4}, blank(2, 3)),
]
