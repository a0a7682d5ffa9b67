from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "Attention"

query = noise(2, 3, 4)
value = noise(2, 5, 4, seed=2)
key = noise(2, 5, 4, seed=3)
wide = noise(2, 5, 2, seed=4)
square = noise(2, 4, 3, seed=5)
pair = [query, value]

query_mask = array([[1, 1, 0], [1, 0, 0]], "bool")
value_mask = array([[1, 1, 0, 1, 0], [1, 0, 0, 0, 0]], "bool")
all_queries = array([[1, 1, 1], [1, 1, 1]], "bool")
per_value = value_mask[:, None, :]
scores = {"return_attention_scores": True}


def masks(*given, **more):
    return {"mask": list(given), **more}


CASES = [
    case("defaults", {}, pair, gradient=True),
    case("key", {}, [query, value, key], gradient=True),
    case("key-and-value-of-other-size", {}, [query, wide, key], gradient=True),
    case("one-query", {}, [noise(1, 1, 2), noise(1, 6, 2, seed=2)]),
    case("one-value", {}, [query, value[:, :1]]),
    case("scale", {"use_scale": True}, pair, gradient=True),
    case("scale-initial", {"use_scale": True}, pair, weights=None),
    case("concat", {"score_mode": "concat"}, pair, gradient=True),
    case("concat-scale-key", {"score_mode": "concat", "use_scale": True}, [query, wide, key], gradient=True),
    case("concat-initial", {"score_mode": "concat", "use_scale": True}, pair, weights=None),
    case("concat-broadcasts", {"score_mode": "concat"}, [query, value[:, :, :1]]),
    case("scores", {}, pair, call=scores, gradient=True),
    case("causal", {}, [square, square], call={"use_causal_mask": True, **scores}, gradient=True),
    case("causal-fewer-queries", {}, pair, call={"use_causal_mask": True, **scores}),
    case("causal-more-queries", {}, [value, query], call={"use_causal_mask": True}),
    case("causal-concat", {"score_mode": "concat"}, [square, square], call={"use_causal_mask": True}),
    case("masks", {}, pair, call=masks(query_mask, per_value), gradient=True),
    case("masks-scores", {}, pair, call=masks(query_mask, per_value, **scores)),
    case("masks-of-three", {}, [query, value, key], call=masks(query_mask, per_value, value_mask)),
    case("masks-none", {}, pair, call=masks(None, None)),
    case("masks-causal", {}, pair, call=masks(query_mask, value_mask, use_causal_mask=True, **scores)),
    case("mask-of-one-sample", {}, [query[:1], value[:1]], call=masks(query_mask[:1], value_mask[:1])),
    # Keras 3.3.3 broadcasts the mask of two samples over two queries.
    case("mask-over-queries", {}, [query[:, :2], value], call=masks(all_queries[:, :2], value_mask, **scores)),
    case("mask-of-numbers", {}, pair, call=masks(query_mask.astype("float32") * 0.5, per_value.astype("int32"))),
    case("mask-all-values", {}, pair, call=masks(all_queries, 0 * per_value, **scores)),
    case("carried-query-mask", {}, pair, input_mask=[query_mask, None]),
    case("carried-masks", {}, [query[:1], value[:1]], input_mask=[query_mask[:1], value_mask[:1]], call=scores),
    case("carried-masks-causal", {}, pair, input_mask=[None, value_mask], call={"use_causal_mask": True}),
    case("carried-three", {}, [query, value, key], input_mask=[query_mask, None, value_mask]),
    case("given-mask-wins", {}, pair, input_mask=[query_mask, None], call=masks(all_queries, per_value)),
    case("inference-keeps-all", {"dropout": 0.5, "seed": 3}, pair, call={"training": False, **scores}),
    case("training-without-dropout", {}, pair, call={"training": True}),
    case("dropout-negative-is-none", {"dropout": -0.5}, pair, call={"training": True}),
    case("int-query", {}, [ramp(1, 2, 3, dtype="int32"), noise(1, 4, 3)]),
    case("int-scale", {"use_scale": True}, [ramp(1, 2, 2, dtype="int32"), ramp(1, 3, 2, dtype="int32")]),
    case("rank-4-query", {}, [noise(3, 2, 3, 4), value]),
    case("batch-of-one-query", {}, [query[:1], value]),
    case("batch-of-one-value", {}, [query, value[:1]], gradient=True),
    case("concat-rank-2", {"score_mode": "concat"}, [query[0], value[0]]),
    case("concat-rank-4", {"score_mode": "concat"}, [noise(1, 2, 3, 2), noise(1, 2, 4, 2)]),
    case("no-values", {}, [query, value[:, :0]]),
    case("no-queries", {}, [query[:, :0], value]),
    case("no-samples", {}, [query[:0], value[:0]]),
    case("no-features", {}, [query[:, :, :0], value[:, :, :0]]),
    case("regularizer", {"activity_regularizer": "l2"}, pair, call=scores),
    case("named", {"name": "look", "trainable": False, "use_scale": True}, pair),
    shapes("unknown-lengths", {"use_scale": True}, [None, None, 8], [None, None, 8]),
    shapes("unknown-with-key", {"score_mode": "concat"}, [None, 3, 8], [None, None, 5], [None, None, 8]),
    refuse("one-input", {}, query),
    refuse("one-input-in-a-list", {}, [query]),
    refuse("four-inputs", {}, [query, value, key, key]),
    refuse("score-mode-unknown", {"score_mode": "general"}, pair),
    refuse("score-mode-capital", {"score_mode": "Dot"}, pair),
    refuse("dropout-none", {"dropout": None}, pair),
    refuse("dropout-text", {"dropout": "half"}, pair),
    refuse("dropout-one", {"dropout": 1.0}, pair, call={"training": True}),
    refuse("dropout-two", {"dropout": 2.0}, pair, call={"training": True}),
    refuse("seed-fraction", {"dropout": 0.5, "seed": 1.5}, pair),
    refuse("dims-differ", {}, [query, wide]),
    refuse("lengths-differ", {}, [query, value, key[:, :4]]),
    refuse("batches-differ", {}, [query, noise(3, 5, 4)]),
    refuse("rank-2-value", {}, [query, value[0]]),
    refuse("int-only", {}, [ramp(1, 2, 2, dtype="int32"), ramp(1, 3, 2, dtype="int32")]),
    refuse("concat-dims-differ", {"score_mode": "concat"}, [query, value[:, :, :3]]),
    refuse("mask-not-a-list", {}, pair, call={"mask": query_mask}),
    refuse("masks-one", {}, pair, call=masks(query_mask)),
    refuse("masks-four", {}, pair, call=masks(None, None, None, None)),
    refuse("masks-mixed", {}, pair, call=masks(None, per_value)),
    refuse("value-mask-misfit", {}, pair, call=masks(all_queries, value_mask)),
    refuse("query-mask-misfit", {}, pair, call=masks(value_mask, per_value)),
    refuse("unknown-parameter", {"num_heads": 2}, pair),
    refuse("unknown-argument", {}, pair, call={"attention_mask": query_mask}),
]
