import keras
import numpy as np

impulse = np.array([0, 0, 0, 1, 0, 0, 0, 0]).reshape(1, 8, 1)
for padding in ['valid', 'same', 'causal']:
    layer = keras.layers.Conv1D(
        filters=1,
        kernel_size=3,
        padding=padding,
        dilation_rate=2,
        kernel_initializer='ones',
    )
    y = layer(impulse)
    print(padding, *[f'{v:.0f}' for v in np.ravel(y)])

x = np.eye(1, 20).reshape(1, 20, 1)
for dilation_rate in [1, 2, 4, 8]:
    layer = keras.layers.Conv1D(
        filters=1,
        kernel_size=2,
        padding='causal',
        dilation_rate=dilation_rate,
        kernel_initializer='ones',
    )
    x = layer(x)
    reach = np.count_nonzero(x)
    print('dilation', dilation_rate, 'reach', reach)
