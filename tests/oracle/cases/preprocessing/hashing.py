from declare import array, case, ragged, refuse, shapes, text

KERAS = "Hashing"
WORDS = text([["A", "B"], ["C", "D"], ["", "A"]])
# Every branch of the hash: 0, 1…3, 4…7, 8…16, 17…32, 33…64 and more bytes.
LENGTHS = text(["", "a", "中", "abcd", "中文", "abcdefgh", "0123456789abcdef", "0123456789abcdefg", "天" * 10, "天地玄黄宇宙洪荒" * 2, "x" * 33, "x" * 64, "x" * 65, "天地玄黄" * 16, "y" * 129])
CHARACTERS = text(["é", "e\u0301", "😀", "👩‍👩‍👧", "𠮷", "ß", " ", "\u3000", "，", "a\u0000b", "\ufeffa", "a"])
NUMBERS = array([[0, 1, -1], [42, 2147483647, -2147483648]], "int32")
MANY = 1000003

CASES = [
    case("words", {"num_bins": 3}, WORDS),
    case("lengths", {"num_bins": MANY}, LENGTHS),
    case("lengths/salt", {"num_bins": MANY, "salt": 133}, LENGTHS),
    case("lengths/salts", {"num_bins": MANY, "salt": [133, 137]}, LENGTHS),
    case("characters", {"num_bins": MANY}, CHARACTERS),
    case("characters/salt", {"num_bins": MANY, "salt": (-1, 9007199254740991)}, CHARACTERS),
    case("numbers", {"num_bins": MANY}, NUMBERS),
    case("numbers/salt", {"num_bins": MANY, "salt": 7}, NUMBERS),
    case("fractions", {"num_bins": MANY}, array([1.9, -1.9, 0.5, -0.5, 3e9])),
    case("booleans", {"num_bins": MANY}, array([True, False], "bool")),
    case("int32", {"num_bins": 5, "dtype": "int32"}, WORDS),
    case("mask", {"num_bins": 3, "mask_value": ""}, WORDS),
    case("mask/chinese", {"num_bins": 5, "mask_value": "中文"}, LENGTHS),
    case("mask/number", {"num_bins": 4, "mask_value": -1}, NUMBERS),
    case("mask/fraction", {"num_bins": 4, "mask_value": 0.5}, array([1.9, 0.5, 0.0])),
    case("mask/salt", {"num_bins": 4, "mask_value": "A", "salt": 3}, WORDS),
    case("one-bin", {"num_bins": 1, "mask_value": "A"}, WORDS),
    case("one-hot", {"num_bins": 4, "output_mode": "one_hot"}, text(["A", "", "你"])),
    case("one-hot/column", {"num_bins": 4, "output_mode": "one_hot", "mask_value": ""}, text([["A"], [""], ["你"]])),
    case("one-hot/scalar", {"num_bins": 4, "output_mode": "one_hot"}, text("A")),
    case("multi-hot", {"num_bins": 4, "output_mode": "multi_hot"}, WORDS),
    case("multi-hot/one-sample", {"num_bins": 4, "output_mode": "multi_hot"}, text(["A", "B", "A"])),
    case("multi-hot/whole", {"num_bins": 4, "output_mode": "multi_hot", "dtype": "int32"}, WORDS),
    case("count", {"num_bins": 3, "output_mode": "count"}, NUMBERS),
    case("count/sparse", {"num_bins": 3, "output_mode": "count", "sparse": True}, WORDS),
    case("scalar", {"num_bins": 9}, text("你好")),
    case("cube", {"num_bins": 9}, text([[["a"], ["b"]], [["c"], ["你"]]])),
    case("ragged", {"num_bins": 9}, ragged([["a", "你"], [], ["好"]])),
    case("ragged/count", {"num_bins": 5, "output_mode": "count"}, ragged([["a", "你"], [], ["好"]])),
    case("ragged/numbers", {"num_bins": 9, "mask_value": 1}, ragged([[1, 2], [], [3]], "int64")),
    case("empty", {"num_bins": 9}, text([]).reshape(0, 2)),
    case("empty/count", {"num_bins": 3, "output_mode": "count"}, text([]).reshape(2, 0)),
    shapes("shapes", {"num_bins": 3}, None, 4, dtype="string"),
    shapes("shapes/count", {"num_bins": 3, "output_mode": "count"}, None, 4, dtype="string"),
    refuse("bins/0", {"num_bins": 0}),
    refuse("bins/none", {"num_bins": None}),
    refuse("salt/text", {"num_bins": 3, "salt": "x"}),
    refuse("salt/three", {"num_bins": 3, "salt": [1, 2, 3]}),
    refuse("dtype", {"num_bins": 3, "dtype": "float32"}),
    refuse("mode", {"num_bins": 3, "output_mode": "tf_idf"}),
    refuse("mode/old-name", {"num_bins": 3, "output_mode": "binary"}),
    refuse("sparse-int", {"num_bins": 3, "sparse": True}),
    refuse("mask-kind", {"num_bins": 3, "mask_value": "a"}, NUMBERS),
    refuse("mask-kind/text", {"num_bins": 3, "mask_value": 0}, WORDS),
    refuse("rank", {"num_bins": 3, "output_mode": "one_hot"}, WORDS),
    refuse("rank/count", {"num_bins": 3, "output_mode": "count"}, text([[["a"]]])),
]
