import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.randomNormal([5, 4])

for (const activation of [null, 'relu'] as const) {
  const hidden = layers.dense({ units: 8, activation })
  const out = layers.dense({ units: 3 })
  const both = out.apply(hidden.apply(x)) as tf.Tensor

  const [w1] = hidden.getWeights()
  const [w2] = out.getWeights()
  const single = x.matMul(w1.matMul(w2))
  const difference = both.sub(single).abs().max().dataSync()[0]
  console.log(`activation ${activation}: one kernel of (4, 3) is off by`, difference.toExponential(1))
}
