from declare import array, case, literal, noise, refuse, shapes

KERAS = "Embedding"

ids = array([[1, 3, 0], [2, 2, 4]], "int32")
table = noise(5, 2)


def config(input_dim=5, output_dim=2, **more):
    return {"input_dim": input_dim, "output_dim": output_dim, **more}


def single(*values, dtype="int32"):
    return array([list(values)], dtype)


CASES = [
    case("defaults", config(), ids, gradient=True),
    case("repeated-ids", config(), single(2, 2, 0, 2, -3), gradient=True),
    case("wide", config(3, 6), single(2, 0)),
    case("mask-zero", config(mask_zero=True), ids),
    case("mask-zero-ignores-input-mask", config(mask_zero=True), ids, input_mask=array([[0, 1, 1], [0, 1, 1]], "bool")),
    case("no-mask-destroys-input-mask", config(), ids, input_mask=array([[0, 1, 1], [0, 1, 1]], "bool")),
    case("negative-wraps", config(mask_zero=True), single(-1, -5, 0)),
    case("float-ids-truncate", config(mask_zero=True), single(1.7, 0.2, 0, dtype="float32")),
    case("bool-ids", config(), single(1, 0, dtype="bool")),
    case("rank-1", config(), array([4, 0], "int32")),
    case("rank-3", config(mask_zero=True), array([[[1, 0]], [[3, 4]]], "int32")),
    case("scalar", config(), array(3, "int32")),
    case("empty", config(mask_zero=True), array([[], []], "int32")),
    case("ones", config(embeddings_initializer="ones"), ids, weights=None),
    case(
        "constant",
        config(embeddings_initializer={"class_name": "Constant", "config": {"value": -0.5}}),
        ids,
        weights=None,
    ),
    case("identity-is-one-hot", config(5, 5, embeddings_initializer="identity"), ids, weights=None),
    case("weights-list", config(weights=[literal(table)]), ids, weights=None),
    case("weights-array", config(weights=literal(table)), ids, weights=None),
    case("lora", config(lora_rank=1), ids, gradient=True),
    case("lora-repeated-ids", config(lora_rank=2), single(1, 1, 1, 0), gradient=True),
    case("lora-mask-zero", config(output_dim=4, lora_rank=2, mask_zero=True), ids),
    case("regularizers", config(embeddings_regularizer="l2", activity_regularizer="l1"), ids),
    case("constraint", config(embeddings_constraint="unit_norm"), ids),
    case("input-length-accepted", config(input_length=3), ids),
    case("frozen-named", config(name="words", trainable=False, dtype="float32"), ids),
    shapes("unknown-length", config(1000, 16), None, None, dtype="int32"),
    shapes("lora-count", config(1000, 16, lora_rank=4), None, 7, dtype="int32"),
    shapes("zero-output-dim", config(5, 0), 2, 3, dtype="int32"),
    refuse("output-dim-missing", {"input_dim": 5}),
    refuse("input-dim-negative", config(-1), ids),
    refuse("input-dim-fraction", config(2.5), ids),
    refuse("output-dim-negative", config(5, -2), ids),
    refuse("id-too-large", config(), single(0, 5)),
    refuse("id-too-negative", config(), single(0, -6)),
    refuse("initializer-unknown", config(embeddings_initializer="glove"), ids),
    refuse("weights-misfit", config(weights=[literal(noise(5, 3))]), ids),
    refuse("weights-two", config(weights=[literal(table), literal(table)]), ids),
    refuse("lora-with-constraint", config(lora_rank=1, embeddings_constraint="unit_norm"), ids),
    refuse("unknown-parameter", config(vocab_size=5), ids),
    refuse("mask-argument", config(), ids, call={"mask": array([[1, 1, 1], [1, 1, 1]], "bool")}),
]
