import keras
import numpy as np

layer = keras.layers.Dense(2, activation='relu')
layer.build((None, 3))
for weight in layer.weights:
    print(weight.name, *weight.shape)

kernel = np.array([1, 2, 0, -4, 2, 1]).reshape(3, 2)
bias = np.array([0.5, 0])
layer.set_weights([kernel, bias])

samples = np.array([1, 1, 1, 2, 0, 1]).reshape(2, 3)
sequences = np.array([1, 1, 1, 2, 0, 1, 0, 0, 0, 0, 1, 2]).reshape(1, 4, 3)
print('samples', *samples.shape, 'to', *layer(samples).shape)
print('sequences', *sequences.shape, 'to', *layer(sequences).shape)
for step in layer(sequences)[0]:
    print(*[f'{v:.1f}' for v in step])
