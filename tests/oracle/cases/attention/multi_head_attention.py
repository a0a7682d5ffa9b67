from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "MultiHeadAttention"

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


def config(num_heads=2, key_dim=3, **more):
    return {"num_heads": num_heads, "key_dim": key_dim, **more}


CASES = [
    case("defaults", config(), pair, gradient=True),
    case("key", config(), [query, value, key], gradient=True),
    case("one-head", config(1, 2), pair, gradient=True),
    case("self", config(2, 2), [query, query], gradient=True),
    case("value-dim", config(value_dim=2), pair, gradient=True),
    case("value-dim-0-is-key-dim", config(value_dim=0), pair),
    case("no-bias", config(use_bias=False), pair, gradient=True),
    case("output-shape", config(output_shape=[6]), pair, gradient=True),
    case("output-shape-number", config(output_shape=6), pair),
    case("output-shape-two-axes", config(output_shape=[2, 3]), pair, gradient=True),
    case("output-shape-empty", config(output_shape=[]), pair),
    case("value-of-other-size", config(), [query, wide]),
    case("key-of-other-size", config(), [query, value, wide], gradient=True),
    case("axes", config(attention_axes=[1]), pair),
    case("axes-number", config(attention_axes=1), pair),
    case("axes-negative", config(attention_axes=-3), pair),
    case("axes-two", config(), [image, image], gradient=True),
    case("axes-rows", config(attention_axes=1), [image, image], gradient=True),
    case("axes-columns", config(attention_axes=[2]), [image, noise(2, 2, 5, 4, seed=6)], call=scores),
    case("axes-turned", config(attention_axes=[2, 1]), [image, image], call=scores),
    case("axes-heads", config(attention_axes=[1, 2]), pair, call=scores),
    case("axes-batch", config(attention_axes=0), [query, query], call=scores),
    case("scores", config(), pair, call=scores, gradient=True),
    case("causal", config(), [query, query], call={"use_causal_mask": True, **scores}, gradient=True),
    case("causal-fewer-queries", config(), pair, call={"use_causal_mask": True}),
    case("causal-more-queries", config(), [value, query], call={"use_causal_mask": True}),
    case("causal-rows", config(attention_axes=1), [image, image], call={"use_causal_mask": True}),
    case("query-mask", config(), pair, call={"query_mask": query_mask}, gradient=True),
    case("value-mask", config(), pair, call={"value_mask": value_mask, **scores}, gradient=True),
    case("key-mask", config(), [query, value, key], call={"key_mask": value_mask}),
    case("key-mask-without-key", config(), pair, call={"key_mask": value_mask}),
    case("attention-mask", config(), pair, call={"attention_mask": pairs_mask, **scores}, gradient=True),
    case("attention-mask-of-numbers", config(), pair, call={"attention_mask": pairs_mask * array(0.75)}),
    case("attention-mask-of-2-axes", config(), pair, call={"attention_mask": pairs_mask[0]}),
    case("attention-mask-of-heads", config(), pair, call={"attention_mask": noise(2, 2, 3, 5) > 0}),
    case("attention-mask-all", config(), pair, call={"attention_mask": 0 * pairs_mask, **scores}),
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
    case("carried-query-mask", config(), pair, input_mask=[query_mask, None]),
    case("carried-masks", config(), pair, input_mask=[query_mask, value_mask], call=scores),
    case("carried-key-mask", config(), [query, value, key], input_mask=[None, None, value_mask]),
    case("given-mask-wins", config(), pair, input_mask=[None, value_mask], call={"value_mask": value_mask | True}),
    case("inference-keeps-all", config(dropout=0.5), pair, call={"training": False, **scores}),
    case("training-without-dropout", config(), pair, call={"training": True}),
    case("int-inputs", config(), [ramp(1, 2, 2, dtype="int32"), ramp(1, 3, 2, dtype="int32")]),
    case("batch-of-one-value", config(), [query, value[:1]]),
    case("batch-of-one-query", config(), [query[:1], value]),
    case("no-values", config(), [query, value[:, :0]]),
    case("no-queries", config(), [query[:, :0], value]),
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
    shapes("unknown-with-key", config(value_dim=5), [None, 7, 8], [None, None, 8], [None, None, 6]),
    shapes("image", config(attention_axes=[1]), [None, None, None, 8], [None, None, None, 8]),
    refuse("heads-missing", {"key_dim": 2}, pair),
    refuse("key-dim-missing", {"num_heads": 2}, pair),
    refuse("heads-negative", config(-1), pair),
    refuse("heads-fraction", config(1.5), pair),
    refuse("key-dim-0", config(2, 0), pair),
    refuse("value-dim-negative", config(value_dim=-1), pair),
    refuse("dropout-large", config(dropout=1.5), pair),
    refuse("dropout-negative", config(dropout=-0.5), pair),
    refuse("dropout-one", config(dropout=1.0), pair, call={"training": True}),
    refuse("output-shape-negative", config(output_shape=-1), pair),
    refuse("output-shape-fraction", config(output_shape=[2.5]), pair),
    refuse("output-shape-unknown", config(output_shape=[None]), pair),
    refuse("axes-text", config(attention_axes="1"), pair),
    refuse("axes-fraction", config(attention_axes=[1.5]), pair),
    refuse("axes-too-large", config(attention_axes=5), pair),
    refuse("axes-last", config(attention_axes=3), pair),
    refuse("axes-twice", config(attention_axes=[1, 1]), pair),
    refuse("axes-none", config(attention_axes=[]), [query, query]),
    refuse("one-input", config(), query),
    refuse("four-inputs", config(), [query, value, key, key]),
    refuse("lengths-differ", config(), [query, value, key[:, :4]]),
    refuse("batches-differ", config(), [query, noise(3, 5, 4)]),
    refuse("rank-2", config(), [query[0], value[0]]),
    refuse("ranks-differ", config(), [query, image]),
    refuse("model-of-other-size", config(), [blank(None, 3, 4), blank(None, 5, 7)]),
    refuse("model-lengths-differ", config(), [blank(None, 3, 4), blank(None, 5, 4), blank(None, 6, 4)]),
    refuse("features-unknown", config(), [blank(None, 3, None), blank(None, 5, None)]),
    refuse("query-mask-misfit", config(), pair, call={"query_mask": value_mask}),
    refuse("value-mask-misfit", config(), pair, call={"value_mask": query_mask}),
    refuse("attention-mask-misfit", config(), pair, call={"attention_mask": pairs_mask.transpose(0, 2, 1)}),
    refuse("attention-mask-of-1-axis", config(), pair, call={"attention_mask": pairs_mask[0, 0]}),
    refuse("causal-image", config(), [image, image], call={"use_causal_mask": True}),
    refuse("mask-argument", config(), pair, call={"mask": query_mask}),
    refuse("seed-argument", config(seed=3), pair),
]
