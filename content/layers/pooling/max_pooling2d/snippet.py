import keras
import numpy as np

x = np.arange(-25, 0).reshape(1, 5, 5, 1)

for padding in ['valid', 'same']:
    y = keras.layers.MaxPooling2D(2, padding=padding)(x)
    print(padding, 'gives', *y.shape)
    for row in y[0, :, :, 0]:
        print(*[f'{v:.0f}' for v in row])

overlapping = keras.layers.MaxPooling2D(3, strides=1)
y = overlapping(x)
print('overlapping gives', *y.shape)
for row in y[0, :, :, 0]:
    print(*[f'{v:.0f}' for v in row])
