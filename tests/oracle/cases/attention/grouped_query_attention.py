from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "GroupQueryAttention"

query = noise(2, 3, 4)
value = noise(2, 5, 4, seed=2)
key = noise(2, 5, 4, seed=3)
wide = noise(2, 5, 3, seed=4)
image = noise(2, 2, 3, 4, seed=5)
pair = [query, value]

query_mask = array([[1, 1, 0], [1, 0, 0]], "bool")
value_mask = array([[1, 1, 0, 1, 0], [1, 0, 0, 0, 0]], "bool")
pairs_mask = array([[[1, 0, 1, 1, 0], [0, 1, 1, 1, 1], [1, 1, 0, 0, 0]]] * 2, "bool")
scores = {"return_attention_scores": True}
constant = {"class_name": "Constant", "config": {"value": 0.25}}


def config(head_dim=3, num_query_heads=4, num_key_value_heads=2, **more):
    heads = {"num_query_heads": num_query_heads, "num_key_value_heads": num_key_value_heads}
    return {"head_dim": head_dim, **heads, **more}


CASES = [
    case("defaults", config(), pair, gradient=True),
    case("key", config(), [query, value, key], gradient=True),
    case("multi-head", config(2, 3, 3), pair, gradient=True),
    case("multi-query", config(2, 3, 1), pair, gradient=True),
    case("groups-of-three", config(2, 6, 2), pair, call=scores, gradient=True),
    case("one-head", config(2, 1, 1), pair),
    case("self", config(2), [query, query]),
    case("no-bias", config(use_bias=False), pair, gradient=True),
    case("value-of-other-size", config(), [query, wide]),
    case("key-of-other-size", config(), [query, value, wide], gradient=True),
    case("scores", config(), pair, call=scores, gradient=True),
    case("causal", config(), [query, query], call={"use_causal_mask": True, **scores}, gradient=True),
    case("causal-fewer-queries", config(), pair, call={"use_causal_mask": True}),
    case("query-mask", config(), pair, call={"query_mask": query_mask}),
    case("value-mask", config(), pair, call={"value_mask": value_mask, **scores}, gradient=True),
    case("key-mask", config(), [query, value, key], call={"key_mask": value_mask}),
    case("attention-mask", config(), pair, call={"attention_mask": pairs_mask, **scores}),
    case("attention-mask-of-2-axes", config(), pair, call={"attention_mask": pairs_mask[0]}),
    case("attention-mask-of-heads", config(), pair, call={"attention_mask": noise(2, 4, 3, 5) > 0, **scores}),
    case(
        "all-masks",
        config(),
        [query, value, key],
        call={
            "query_mask": query_mask,
            "value_mask": value_mask,
            "key_mask": value_mask[::-1].copy(),
            "attention_mask": pairs_mask.astype("int32"),
            "use_causal_mask": True,
        },
    ),
    case("carried-masks", config(), pair, input_mask=[query_mask, value_mask], call=scores),
    case("carried-key-mask", config(), [query, value, key], input_mask=[None, None, value_mask]),
    case("inference-keeps-all", config(dropout=0.5), pair, call={"training": False, **scores}),
    case("training-without-dropout", config(), pair, call={"training": True}),
    case("int-inputs", config(), [ramp(1, 2, 2, dtype="int32"), ramp(1, 3, 2, dtype="int32")]),
    case("batch-of-one-query", config(), [query[:1], value]),
    case("no-values", config(), [query, value[:, :0]]),
    case("no-samples", config(), [query[:0], value[:0]]),
    case("initial", config(kernel_initializer=constant, bias_initializer="ones"), pair, weights=None),
    case(
        "regularizers",
        config(kernel_regularizer="l2", bias_regularizer="l1", activity_regularizer="l2"),
        pair,
        call=scores,
    ),
    case("constraints", config(kernel_constraint="non_neg", bias_constraint="max_norm"), pair),
    case("named", config(name="look", trainable=False, dtype="float32"), pair),
    shapes("unknown-lengths", config(), [None, None, 8], [None, None, 8]),
    shapes("unknown-with-key", config(), [None, 7, 8], [None, None, 8], [None, None, 6]),
    refuse("heads-missing", {"head_dim": 2}, pair),
    refuse("heads-do-not-divide", config(3, 4, 3), pair),
    refuse("heads-0", config(3, 4, 0), pair),
    refuse("heads-negative", config(3, -4, -2), pair),
    refuse("heads-fraction", config(3, 4, 2.5), pair),
    refuse("head-dim-negative", config(-1), pair),
    refuse("dropout-large", config(dropout=1.5), pair),
    refuse("dropout-one", config(dropout=1.0), pair, call={"training": True}),
    refuse("rank-2", config(), [query[0], value[0]]),
    refuse("rank-4", config(), [image, image]),
    refuse("one-input", config(), query),
    refuse("lengths-differ", config(), [query, value, key[:, :4]]),
    refuse("batches-differ", config(), [query, noise(3, 5, 4)]),
    refuse("model-of-other-size", config(), [blank(None, 3, 4), blank(None, 5, 7)]),
    refuse("model-lengths-differ", config(), [blank(None, 3, 4), blank(None, 5, 4), blank(None, 6, 4)]),
    refuse("features-unknown", config(), [blank(None, 3, None), blank(None, 5, None)]),
    refuse("value-mask-misfit", config(), pair, call={"value_mask": query_mask}),
    refuse("attention-mask-misfit", config(), pair, call={"attention_mask": pairs_mask.transpose(0, 2, 1)}),
    refuse("mask-argument", config(), pair, call={"mask": query_mask}),
    refuse("seed-argument", config(seed=3), pair),
]
