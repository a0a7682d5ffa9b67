import keras
import numpy as np

table = np.array([0, 0, 1, 10, 2, 20, 3, 30]).reshape(4, 2)
layer = keras.layers.Embedding(4, 2, mask_zero=True, weights=[table])

ids = np.array([3, 1, 1, 0], dtype='int32').reshape(1, 4)
rows = layer(ids)
print('ids', *ids.shape, 'to', *rows.shape)
for row in rows[0]:
    print(*[f'{v:.0f}' for v in row])

mask = layer.compute_mask(ids)
print('mask', *[f'{v:.0f}' for v in np.ravel(mask)])

product = np.eye(4)[ids] @ table
difference = np.max(np.abs(rows - product))
print('difference to one-hot times table', f'{difference:.1f}')
