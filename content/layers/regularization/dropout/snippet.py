import keras
import numpy as np

x = np.ones((2, 100, 10))
distinct = np.unique

layer = keras.layers.Dropout(0.75)
inference = layer(x)
training = layer(x, training=True)
print('inference', *[f'{v:.1f}' for v in distinct(inference)])
print('training', *[f'{v:.1f}' for v in distinct(training)])

alone = keras.layers.Dropout(0.5)
whole = keras.layers.Dropout(0.5, noise_shape=(2, 1, 10))
for name, dropout in {'alone': alone, 'whole features': whole}.items():
    y = dropout(x, training=True)
    spread_over_steps = np.max(y, axis=1) - np.min(y, axis=1)
    print(name, *[f'{v:.1f}' for v in distinct(spread_over_steps)])
