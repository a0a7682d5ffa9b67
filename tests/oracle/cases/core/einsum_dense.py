from declare import array, blank, case, noise, ramp, refuse, shapes

KERAS = "EinsumDense"

x = noise(2, 3, 4)
matrix = noise(2, 3, seed=2)
constant = {"class_name": "Constant", "config": {"value": 0.25}}


def config(equation="abc,cd->abd", output_shape=(None, 5), **more):
    shape = list(output_shape) if isinstance(output_shape, tuple) else output_shape
    return {"equation": equation, "output_shape": shape, **more}


dense = {"equation": "ab,bc->ac", "output_shape": 3}

CASES = [
    case("defaults", dense, matrix, gradient=True),
    case("bias", {**dense, "bias_axes": "c"}, matrix, gradient=True),
    case("sequence", config(bias_axes="d"), x, gradient=True),
    case("two-output-axes", config("abc,cde->abde", (None, 2, 3), bias_axes="de"), x, gradient=True),
    case("two-summed-axes", config("abc,bcd->ad", 2, bias_axes="d"), x, gradient=True),
    case("per-step-kernel", config("abc,bcd->abd", (None, 2)), x, gradient=True),
    case("kernel-along-input", config("abc,bc->abc", (3, 4)), x, gradient=True),
    case("kernel-transposed", config("abc,dc->abd", (None, 5)), x),
    case("output-transposed", config("abc,cd->adb", (5, 3), bias_axes="d"), x, gradient=True),
    case("bias-on-first-axis", config(bias_axes="b", output_shape=(3, 5)), x),
    case("bias-on-both", config(bias_axes="bd", output_shape=(3, 5)), x),
    case("bias-on-batch", config(bias_axes="a"), x),
    case("bias-axes-list", config(bias_axes=["d"]), x),
    case("ellipsis-left", config("...x,xy->...y", 2, bias_axes="y"), x, gradient=True),
    case("ellipsis-left-rank-2", config("...x,xy->...y", 2, bias_axes="y"), matrix),
    case("ellipsis-left-rank-4", config("...x,xy->...y", 2), noise(1, 2, 2, 3, seed=3)),
    case("ellipsis-left-named-step", config("...bx,xy->...by", (3, 2), bias_axes="by"), noise(2, 2, 3, 4, seed=4)),
    case("ellipsis-right", config("ab...,bd->ad...", 2, bias_axes="d"), x, gradient=True),
    case("ellipsis-right-rank-4", config("abc...,cd->abd...", (3, 5), bias_axes="d"), noise(2, 3, 4, 2, seed=5)),
    case("ellipsis-in-output-only", config("abc,cd->abd...", (None, 5)), x),
    case("capital-letters", config("aBc,cD->aBD", bias_axes="D"), x),
    case("outer-product", config("ab,c->abc", (3, 2)), matrix, gradient=True),
    case("summed-away", config("abc,d->ad", 2), x, gradient=True),
    case("diagonal", config("aab,bc->ac", 2), noise(3, 3, 2, seed=6), gradient=True),
    case("output-shape-number", {"equation": "ab,bc->ac", "output_shape": 4}, matrix),
    case("no-units", config("ab,bc->ac", 0), matrix),
    case("activation", config(activation="softmax", bias_axes="d"), x, gradient=True),
    case("constants", config(bias_axes="d", kernel_initializer=constant, bias_initializer="ones"), x, weights=None),
    case(
        "regularizers",
        config(bias_axes="d", kernel_regularizer="l2", bias_regularizer="l1", activity_regularizer="l2"),
        x,
    ),
    case("constraints", config(bias_axes="d", kernel_constraint="non_neg", bias_constraint="unit_norm"), x),
    case("lora", config(lora_rank=2, bias_axes="d"), x, gradient=True),
    case("lora-rank-3-kernel", config("abc,cde->abde", (None, 2, 3), lora_rank=1), x, gradient=True),
    case("lora-rank-1-kernel", config("ab,b->a", (), lora_rank=1), matrix),
    case("lora-off", config(lora_rank=0), x),
    case("int-input", config(), ramp(2, 3, 4, dtype="int32")),
    case("empty-batch", config(bias_axes="d"), noise(0, 3, 4)),
    case("empty-sum", config("ab,bc->ac", 2, bias_axes="c"), noise(2, 0)),
    case("mask-ends", config(), x, input_mask=array([[1, 1, 0], [1, 0, 0]], "bool")),
    case("training-ignored", config(), x, call={"training": True}),
    case("named", config(name="mix", trainable=False, dtype="float32"), x),
    shapes("unknown-steps", config(bias_axes="d"), None, None, 4),
    shapes("unknown-ellipsis", config("...x,xy->...y", 2, bias_axes="y"), None, None, None, 4),
    shapes("unknown-right", config("ab...,bd->ad...", 2), None, 3, None),
    shapes("output-shape-longer", config("abc,cd->abd", (None, 5, 7)), None, 3, 4),
    shapes("lora-count", config("abc,cde->abde", (None, 8, 16), lora_rank=4), None, 7, 32),
    refuse("spaces", config("abc, cd -> abd"), x),
    refuse("no-arrow", config("abc,cd"), x),
    refuse("three-operands", config("ab,bc,cd->ad"), x),
    refuse("ellipsis-on-one-side", config("...c,cd->d", 2), x),
    refuse("ellipsis-right-of-one-axis", config("a...,ad->d...", 2), x),
    refuse("equation-not-text", config(5), x),
    refuse("equation-tail", config("abc,cd->abd!"), x),
    refuse("kernel-label-alone", config("abc,cde->abd"), x),
    refuse("output-label-alone", config("abc,cd->abe"), x),
    refuse("output-label-twice", config("ab,bc->acc", (2, 2)), matrix),
    refuse("output-shape-misfit", config(output_shape=(7, 5)), x),
    refuse("output-shape-short", config(output_shape=5), x),
    refuse("output-shape-none", config("ab,bc->ac", None), matrix),
    refuse("output-size-unknown", config("ab,bc->ac", (None,)), matrix),
    refuse("output-shape-fraction", config("ab,bc->ac", 2.5), matrix),
    refuse("output-shape-negative", config("ab,bc->ac", -2), matrix),
    refuse("bias-axes-unknown", config(bias_axes="c"), x),
    refuse("bias-axes-empty", config(bias_axes=""), x),
    refuse("bias-size-unknown", config(bias_axes="b"), x),
    refuse("too-few-axes", config(), matrix),
    refuse("too-many-axes", config("ab,bc->ac", 2), x),
    refuse("other-rank", config(), noise(1, 3, 4, 2), after=[2, 3, 4]),
    refuse("other-size", config(), noise(2, 3, 5), after=[2, 3, 4]),
    refuse("features-unknown", config(), blank(None, 3, None)),
    refuse("lora-with-constraint", config(lora_rank=1, kernel_constraint="non_neg"), x),
    refuse("activation-unknown", config(activation="softplussy"), x),
    refuse("unknown-parameter", config(units=3), x),
]
