import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const pool = layers.maxPooling2d({ poolSize: 4 })

// One bright pixel at row 4 of a 12 x 12 picture, and where it stands after pooling.
const pooled = (column: number) => {
  const picture = tf.buffer([1, 12, 12, 1])
  picture.set(1, 0, 4, column, 0)
  return (pool.apply(picture.toTensor()) as tf.Tensor).reshape([3, 3])
}

for (let column = 4; column <= 9; column++) {
  const row = Array.from(pooled(column).dataSync().slice(3, 6))
  console.log('pixel in column', column, 'pooled row', ...row)
}
