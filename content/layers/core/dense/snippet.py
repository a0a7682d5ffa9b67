import keras
import numpy as np

layer = keras.layers.Dense(2, activation='relu')
layer.build((None, 3))
for weight in layer.weights:
    print(weight.name, *weight.shape)

kernel = np.array([[1, 2], [0, -4], [2, 1]])
bias = np.array([0.5, 0])
layer.set_weights([kernel, bias])

samples = np.array([[1, 1, 1], [2, 0, 1]])
sequences = np.array([[[1, 1, 1], [2, 0, 1], [0, 0, 0], [0, 1, 2]]])
print('samples', *samples.shape, 'to', *layer(samples).shape)
print('sequences', *sequences.shape, 'to', *layer(sequences).shape)
for row in layer(sequences)[0]:
    print(*[f'{value:.1f}' for value in row])
