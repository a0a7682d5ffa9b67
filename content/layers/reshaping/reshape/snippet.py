import keras
import numpy as np

x = np.arange(12).reshape(1, 3, 4)

for target_shape in [[12], [4, 3], [-1, 2], [2, -1, 3]]:
    y = keras.layers.Reshape(target_shape)(x)
    print(*target_shape, 'gives', *y.shape)

reshaped = keras.layers.Reshape([4, 3])(x)
for row in reshaped[0]:
    print('reshaped', *[f'{v:.0f}' for v in row])

transposed = np.transpose(x, [0, 2, 1])
for row in transposed[0]:
    print('transposed', *[f'{v:.0f}' for v in row])
