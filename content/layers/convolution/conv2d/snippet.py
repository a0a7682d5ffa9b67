import keras
import numpy as np

dark_to_bright = np.array([0, 0, 0, 1, 1, 1] * 4).reshape(1, 4, 6, 1)
edge = np.array([-1, 0, 1] * 3).reshape(3, 3, 1, 1)

for padding in ['valid', 'same']:
    layer = keras.layers.Conv2D(1, 3, padding=padding, use_bias=False)
    layer.build(dark_to_bright.shape)
    layer.set_weights([edge])
    y = layer(dark_to_bright)
    print(padding, 'gives', *y.shape)
    for row in y[0, :, :, 0]:
        print(*[f'{v:.0f}' for v in row])

layer = keras.layers.Conv2D(8, 3, strides=2)
y = layer(np.zeros((1, 28, 28, 3)))
print('strides 2 gives', *y.shape)
for weight in layer.weights:
    print(weight.name, *weight.shape)
