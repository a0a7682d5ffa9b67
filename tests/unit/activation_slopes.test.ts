import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import { beforeAll, expect, test } from 'vitest'
import { findActivation } from '../../src/keras/activations.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** Slopes that Keras 3.3.3 on TensorFlow 2.16.1 gives (GradientTape), at the bends and beside them. */
const X = [-4, -3, -1, 0, 1, 3, 4, 6, 7]
const SLOPES: Readonly<Record<string, readonly number[]>> = {
  relu: [0, 0, 0, 0, 1, 1, 1, 1, 1],
  leaky_relu: [0.2, 0.2, 0.2, 0.2, 1, 1, 1, 1, 1],
  relu6: [0, 0, 0, 0, 1, 1, 1, 0, 0],
  elu: [0.018, 0.05, 0.368, 1, 1, 1, 1, 1, 1],
  selu: [0.032, 0.088, 0.647, 1.051, 1.051, 1.051, 1.051, 1.051, 1.051],
  softplus: [0.018, 0.047, 0.269, 0.5, 0.731, 0.953, 0.982, 0.998, 0.999],
  softsign: [0.04, 0.0625, 0.25, 1, 0.25, 0.0625, 0.04, 0.02, 0.016],
  silu: [-0.053, -0.088, 0.072, 0.5, 0.928, 1.088, 1.053, 1.012, 1.005],
  gelu: [-0.001, -0.012, -0.083, 0.5, 1.083, 1.012, 1.001, 1, 1],
  tanh: [0.001, 0.01, 0.42, 1, 0.42, 0.01, 0.001, 0, 0],
  sigmoid: [0.018, 0.045, 0.197, 0.25, 0.197, 0.045, 0.018, 0.002, 0.001],
  hard_sigmoid: [0, 0, 0.167, 0.167, 0.167, 0, 0, 0, 0],
  hard_silu: [0, 0, 0.167, 0.5, 0.833, 1, 1, 1, 1],
  mish: [-0.054, -0.093, 0.059, 0.6, 1.049, 1.021, 1.004, 1, 1],
}

test.each(Object.entries(SLOPES))('%s has Keras’s slope, at its bends too', (name, slopes) => {
  const apply = findActivation(name)!.apply
  const [before, found] = [
    tf.memory().numTensors,
    tf.tidy(() =>
      tf
        .grad((x) => tf.sum(apply(x)))(tf.tensor1d(X))
        .dataSync(),
    ),
  ]
  expect(tf.memory().numTensors).toBe(before)
  found.forEach((slope, i) => expect(Math.abs(slope - slopes[i]!), `at ${X[i]}`).toBeLessThan(6e-4))
})
