from declare import refuse, shapes

KERAS = "InputLayer"
NOT_IN_JSON = ["input_tensor"]


def placed(case, /, **config):
    """A layer that data comes in by takes no input of its own."""
    return {**shapes(case, config), "inputs": []}


def refused(case, /, **config):
    return refuse(case, config, [])


CASES = [
    placed("defaults", shape=[32]),
    placed("unknown-size", shape=[3, None]),
    placed("no-axes", shape=[]),
    placed("size-0", shape=[0]),
    placed("batch-size", shape=[3], batch_size=2),
    placed("batch-shape", batch_shape=[4, None, 2]),
    placed("batch-shape-unknown", batch_shape=[None, 8]),
    placed("batch-shape-scalar", batch_shape=[]),
    placed("int32", shape=[5], dtype="int32"),
    placed("bool", shape=[5], dtype="bool"),
    placed("string", shape=[1], dtype="string"),
    placed("float16", shape=[1], dtype="float16"),
    placed("named", shape=[5], name="pixels"),
    placed("sparse", shape=[5], sparse=True),
    placed("keras-2-name", batch_input_shape=[2, 3]),
    placed("keras-2-name-of-sample", input_shape=[3]),
    placed("unknown-parameter-ignored", shape=[3], ragged=False),
    refused("shape-missing"),
    refused("batch-size-alone", batch_size=3),
    refused("both-shapes", shape=[3], batch_shape=[2, 3]),
    refused("batch-twice", batch_size=2, batch_shape=[2, 3]),
    refused("shape-number", shape=3),
    refused("shape-negative", shape=[-1]),
    refused("shape-fraction", shape=[2.5]),
    refused("shape-text", shape=["a"]),
    refused("batch-shape-negative", batch_shape=[None, -1]),
    refused("batch-shape-fraction", batch_shape=[None, 2.5]),
    refused("batch-size-negative", shape=[3], batch_size=-1),
    refused("batch-size-text", shape=[3], batch_size="many"),
    refused("dtype-unknown", shape=[3], dtype="float"),
    refused("dtype-policy", shape=[3], dtype="mixed_float16"),
    refused("input-tensor-not-symbolic", shape=[3], input_tensor=3),
    refused("name-with-slash", shape=[3], name="a/b"),
    refuse("takes-no-tensor", {"shape": [3]}),
]
