import keras
import numpy as np

layer = keras.layers.LSTM(2, return_sequences=True, return_state=True)
sequence, h, c = layer(np.zeros((1, 5, 3)))
print('sequence', *sequence.shape, 'h', *h.shape, 'c', *c.shape)
for weight in layer.weights:
    print(weight.name, *weight.shape)
bias = layer.get_weights()[2]
print('bias i i f f c c o o', *[f'{v:.0f}' for v in bias])

x = np.array([1, 0, 0, 0, 0]).reshape(1, 5, 1)
for unit_forget_bias in [True, False]:
    layer = keras.layers.LSTM(
        1,
        kernel_initializer='ones',
        recurrent_initializer='zeros',
        unit_forget_bias=unit_forget_bias,
        return_sequences=True,
    )
    name = 'with' if unit_forget_bias else 'without'
    print(name, 'forget bias', *[f'{v:.4f}' for v in np.ravel(layer(x))])
