from declare import array, case, refuse, shapes, text

KERAS = "HashedCrossing"
CITIES = text(["北京", "上海", "北京", "", "😀"])
WEATHER = text(["晴", "雨", "雨", "晴", "e\u0301"])
DAYS = array([1, 2, -3, 4, 2147483647], "int32")
MANY = 1000003

CASES = [
    case("text", {"num_bins": 5}, [CITIES, WEATHER]),
    case("text/many", {"num_bins": MANY}, [CITIES, WEATHER]),
    case("other-order", {"num_bins": MANY}, [WEATHER, CITIES]),
    case("mixed", {"num_bins": MANY}, [CITIES, DAYS]),
    case("numbers", {"num_bins": MANY}, [DAYS, DAYS]),
    case("three", {"num_bins": MANY}, [CITIES, WEATHER, DAYS]),
    case("long", {"num_bins": MANY}, [text(["天地玄黄" * 8]), text(["x" * 20])]),
    case("column", {"num_bins": 9}, [CITIES.reshape(5, 1), DAYS.reshape(5, 1)]),
    case("scalar", {"num_bins": 9}, [text("北京"), array(3, "int64")]),
    case("one-hot", {"num_bins": 5, "output_mode": "one_hot"}, [CITIES, WEATHER]),
    case("one-hot/column", {"num_bins": 5, "output_mode": "one_hot"}, [CITIES.reshape(5, 1), DAYS.reshape(5, 1)]),
    case("one-hot/scalar", {"num_bins": 3, "output_mode": "one_hot"}, [text("北京"), text("雨")]),
    case("one-hot/sparse", {"num_bins": 5, "output_mode": "one_hot", "sparse": True}, [CITIES, DAYS]),
    case("one-hot/whole", {"num_bins": 5, "output_mode": "one_hot", "dtype": "int32"}, [CITIES, DAYS]),
    case("named", {"num_bins": 5, "name": "crossing", "dtype": "int32"}, [CITIES, DAYS]),
    case("one-bin", {"num_bins": 1}, [CITIES, DAYS]),
    case("sparse/int", {"num_bins": 5, "sparse": True}, [CITIES, DAYS]),
    case("empty", {"num_bins": 5}, [text([]), text([])]),
    shapes("shapes", {"num_bins": 5}, (None, 1), (None, 1), dtype="string"),
    shapes("shapes/one-hot", {"num_bins": 5, "output_mode": "one_hot"}, (None, 1), (None, 1), dtype="string"),
    refuse("mode", {"num_bins": 5, "output_mode": "count"}),
    refuse("mode/case", {"num_bins": 5, "output_mode": "Int"}),
    refuse("single", {"num_bins": 5}, CITIES),
    refuse("single/list", {"num_bins": 5}, [CITIES]),
    refuse("fractions", {"num_bins": 5}, [CITIES, array([1.5, 2.5, 1.0, 0.0, 1.0])]),
    refuse("booleans", {"num_bins": 5}, [array([True], "bool"), text(["a"])]),
    refuse("sizes", {"num_bins": 5}, [CITIES, text(["a"])]),
    refuse("ranks", {"num_bins": 5}, [CITIES, DAYS.reshape(5, 1)]),
    refuse("columns", {"num_bins": 5}, [text([["a", "b"]]), text([["a", "b"]])]),
]
