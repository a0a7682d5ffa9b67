import keras
import numpy as np

x = np.array([-3.0, -1.0, 0.0, 1.0, 3.0]).reshape(1, 5)
names = ['relu', 'leaky_relu', 'elu', 'sigmoid', 'tanh', 'gelu', 'softmax']

for name in names:
    layer = keras.layers.Activation(name)
    y = layer(x)
    print(name, *[f'{v:.3f}' for v in np.ravel(y)])

softmax = keras.layers.Activation('softmax')
shifted = softmax(x + 100)
print('softmax of x + 100', *[f'{v:.3f}' for v in np.ravel(shifted)])
print('weights', len(softmax.weights))
