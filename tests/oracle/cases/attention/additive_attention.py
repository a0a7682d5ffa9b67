from declare import array, case, noise, ramp, refuse, shapes

KERAS = "AdditiveAttention"

query = noise(2, 3, 4)
value = noise(2, 5, 4, seed=2)
key = noise(2, 5, 4, seed=3)
wide = noise(2, 5, 2, seed=4)
square = noise(2, 4, 3, seed=5)
pair = [query, value]

query_mask = array([[1, 1, 0], [1, 0, 0]], "bool")
value_mask = array([[1, 1, 0, 1, 0], [1, 0, 0, 0, 0]], "bool")
per_value = value_mask[:, None, :]
scores = {"return_attention_scores": True}


def masks(*given, **more):
    return {"mask": list(given), **more}


CASES = [
    case("defaults", {}, pair, gradient=True),
    case("key", {}, [query, value, key], gradient=True),
    case("key-and-value-of-other-size", {}, [query, wide, key]),
    case("no-scale", {"use_scale": False}, pair, gradient=True),
    case("one-query", {}, [noise(1, 1, 2), noise(1, 6, 2, seed=2)]),
    case("scores", {}, pair, call=scores, gradient=True),
    case("causal", {}, [square, square], call={"use_causal_mask": True, **scores}),
    case("causal-no-scale", {"use_scale": False}, [value, query], call={"use_causal_mask": True}),
    case("masks", {}, pair, call=masks(query_mask, per_value, **scores), gradient=True),
    case("masks-causal", {}, pair, call=masks(query_mask, value_mask, use_causal_mask=True)),
    case("mask-of-one-sample", {}, [query[:1], value[:1]], call=masks(query_mask[:1], value_mask[:1])),
    case("carried-query-mask", {}, pair, input_mask=[query_mask, None]),
    case("carried-masks-causal", {}, pair, input_mask=[query_mask, value_mask], call={"use_causal_mask": True}),
    case("inference-keeps-all", {"dropout": 0.5, "seed": 3}, pair, call={"training": False}),
    case("training-without-dropout", {}, pair, call={"training": True}),
    case("score-mode-unused", {"score_mode": "concat"}, pair),
    case("size-1-broadcasts", {}, [query, value[:, :, :1]]),
    case("batch-of-one-value", {}, [query, value[:1]]),
    case("int-inputs", {}, [ramp(1, 2, 2, dtype="int32"), ramp(1, 3, 2, dtype="int32")]),
    case("rank-2", {}, [query[0], value[0]]),
    case("rank-4", {}, [noise(1, 2, 3, 2), noise(1, 2, 4, 2)]),
    case("no-values", {}, [query, value[:, :0]]),
    case("no-samples", {}, [query[:0], value[:0]]),
    case("regularizer", {"activity_regularizer": "l1"}, pair),
    case("named", {"name": "look", "trainable": False}, pair),
    shapes("unknown-lengths", {}, [None, None, 8], [None, None, 8]),
    shapes("unknown-sizes-no-scale", {"use_scale": False}, [None, None, None], [None, None, None]),
    refuse("one-input", {}, query),
    refuse("four-inputs", {}, [query, value, key, key]),
    refuse("dims-differ", {}, [query, value[:, :, :3]]),
    refuse("dim-unknown", {}, [{"shape": [None, 3, None], "dtype": "float32"}] * 2),
    refuse("lengths-differ", {}, [query, value, key[:, :4]]),
    refuse("score-mode-unknown", {"score_mode": "general"}, pair),
    refuse("dropout-none", {"dropout": None}, pair),
    refuse("dropout-one", {"dropout": 1.0}, pair, call={"training": True}),
    refuse("masks-mixed", {}, pair, call=masks(None, per_value)),
    refuse("mask-not-a-list", {}, pair, call={"mask": query_mask}),
    refuse("value-mask-misfit", {}, pair, call=masks(query_mask, value_mask)),
    refuse("unknown-parameter", {"units": 2}, pair),
]
