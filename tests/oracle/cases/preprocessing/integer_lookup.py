from declare import array, case, ragged, refuse, shapes, text

KERAS = "IntegerLookup"
NUMBERS = [12, 36, -7, 1138]
TABLE = array([[12, 1138, 5], [42, -7, 0]], "int64")
DATA = array([[3, 3, 5], [5, -2, 3], [0, -1, 100]], "int64")
WEIGHTS = [0.25, 0.75, 0.6, 0.4]

CASES = [
    case("vocabulary", {"vocabulary": NUMBERS}, TABLE),
    case("vocabulary/tensor", {"vocabulary": {"shape": [3], "dtype": "int64", "data": [5, 12, 42]}}, TABLE),
    case("special-tokens", {"vocabulary": [0, -1, *NUMBERS], "mask_token": 0, "oov_token": -1}, TABLE),
    case("mask", {"vocabulary": NUMBERS, "mask_token": 0}, TABLE),
    case("oov/0", {"vocabulary": NUMBERS, "num_oov_indices": 0}, array([[12, -7]], "int32")),
    case("oov/3", {"vocabulary": NUMBERS, "num_oov_indices": 3, "mask_token": 5}, array([[12, 5, 1], [-1, -2, -3], [7, 8, 9]], "int32")),
    case("fractions", {"vocabulary": NUMBERS}, array([[12.9, -7.9, 36.0]])),
    case("booleans", {"vocabulary": [1, 2]}, array([[1, 0]], "bool")),
    case("invert", {"vocabulary": NUMBERS, "invert": True}, array([[1, 2, 4], [0, 9, -1]], "int64")),
    case("invert/mask", {"vocabulary": NUMBERS, "invert": True, "mask_token": 0, "oov_token": -99, "num_oov_indices": 2}, array([0, 1, 2, 3, 6, 7], "int64")),
    case("one-hot", {"vocabulary": NUMBERS, "output_mode": "one_hot"}, array([12, 5, 36], "int64")),
    case("one-hot/column", {"vocabulary": NUMBERS, "output_mode": "one_hot", "mask_token": 5}, array([[12], [5], [36]], "int64")),
    case("multi-hot", {"vocabulary": NUMBERS, "output_mode": "multi_hot"}, TABLE),
    case("multi-hot/one-sample", {"vocabulary": NUMBERS, "output_mode": "multi_hot", "num_oov_indices": 2}, array([5, 4, 12], "int64")),
    case("count/padded", {"vocabulary": NUMBERS, "output_mode": "count", "max_tokens": 8, "pad_to_max_tokens": True}, TABLE),
    case("count/sparse", {"vocabulary": NUMBERS, "output_mode": "count", "sparse": True}, TABLE),
    case("tf-idf", {"vocabulary": NUMBERS, "output_mode": "tf_idf", "idf_weights": WEIGHTS}, TABLE),
    case("adapted", {}, TABLE, adapt=DATA),
    case("adapted/reserved", {"mask_token": 0, "max_tokens": 4}, DATA, adapt=DATA),
    case("adapted/tf-idf", {"output_mode": "tf_idf"}, DATA, adapt=DATA),
    case("adapted/tf-idf/batches", {"output_mode": "tf_idf", "max_tokens": 8, "pad_to_max_tokens": True}, DATA, adapt=[DATA[:2], DATA[2:]]),
    case("adapted/list", {"output_mode": "multi_hot"}, DATA, adapt=array([9, 3, 9, 100], "int64")),
    case("named", {"vocabulary": NUMBERS, "name": "numbers"}, TABLE),
    case("scalar", {"vocabulary": NUMBERS}, array(36, "int64")),
    case("ragged", {"vocabulary": NUMBERS}, ragged([[12, 5], [], [36]], "int64")),
    case("ragged/count", {"vocabulary": NUMBERS, "output_mode": "count"}, ragged([[12, 12], [], [36]], "int64")),
    case("empty", {"vocabulary": NUMBERS}, array([], "int64").reshape(0, 2)),
    case("empty/multi-hot", {"vocabulary": NUMBERS, "output_mode": "multi_hot"}, array([], "int64").reshape(0, 2)),
    case("size-in-config", {"vocabulary": NUMBERS, "vocabulary_size": 5}, TABLE),
    shapes("shapes", {"vocabulary": NUMBERS, "output_mode": "count"}, None, 3, dtype="int64"),
    refuse("max-tokens", {"max_tokens": 1}),
    refuse("oov-negative", {"num_oov_indices": -1}),
    refuse("dtype", {"vocabulary_dtype": "int32"}),
    refuse("repeated", {"vocabulary": [1, 2, 1]}),
    refuse("mask-inside", {"vocabulary": [1, 0, 2], "mask_token": 0}),
    refuse("oov-inside", {"vocabulary": [1, -1, 2], "invert": True}),
    refuse("text-vocabulary", {"vocabulary": ["a", "b"]}),
    refuse("empty-vocabulary", {"vocabulary": []}),
    refuse("idf-length", {"vocabulary": NUMBERS, "output_mode": "tf_idf", "idf_weights": [1.0, 2.0]}),
    refuse("unknown-number", {"vocabulary": NUMBERS, "num_oov_indices": 0}, TABLE),
    refuse("no-vocabulary", {"output_mode": "count"}, TABLE),
    refuse("no-vocabulary/int", {}, TABLE),
    refuse("text", {"vocabulary": NUMBERS}, text(["12"])),
    refuse("rank", {"vocabulary": NUMBERS, "output_mode": "one_hot"}, TABLE),
    refuse("adapt-fixed", {"vocabulary": NUMBERS}, TABLE, adapt=TABLE),
]
NOT_IN_JSON = ["vocabulary_dtype"]
