import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

for (const maskZero of [false, true]) {
  const embedding = layers.embedding({
    inputDim: 10,
    outputDim: 4,
    maskZero,
    embeddingsInitializer: 'random_normal',
  })
  const lstm = layers.lstm({ units: 3 })
  const read = (ids: number[]) =>
    lstm.apply(embedding.apply(tf.tensor([ids], undefined, 'int32'))) as tf.Tensor
  const short = read([3, 1, 4])
  const padded = read([3, 1, 4, 0, 0, 0])
  const difference = short.sub(padded).abs().max().dataSync()[0]
  console.log(`maskZero ${maskZero}: padding changes the result by`, difference.toFixed(4))
}
