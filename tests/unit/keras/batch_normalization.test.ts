import { describe, expect, test } from 'vitest'
import { layers as tfLayers, model as tfModel, input, sequential } from '@tensorflow/tfjs-layers'
import { layers } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const x = () => tf.tensor2d([1, 10, 2, 20, 3, 60], [3, 2])
const y = () => tf.tensor2d([0, 1, 2], [3, 1])

describe('batchNormalization in a model', () => {
  test('fit trains gamma and beta and moves the averages by the momentum rule', async () => {
    const layer = layers.batchNormalization({ momentum: 0.5, inputShape: [2] })
    const model = sequential({ layers: [layer, tfLayers.dense({ units: 1 })] })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    await model.fit(x(), y(), { batchSize: 3, epochs: 1, verbose: 0 })
    const [gamma, beta, mean, variance] = layer.getWeights().map((weight) => valuesOf(weight))
    expect(gamma).not.toEqual([1, 1])
    expect(beta).not.toEqual([0, 0])
    expect(mean).toEqual([1, 15])
    expect(variance![0]).toBeCloseTo(0.5 + (0.5 * 2) / 3, 5)
    expect(variance![1]).toBeCloseTo(0.5 + (0.5 * 1400) / 3, 3)
    model.dispose()
  })

  test('predict leaves the averages alone and uses them', () => {
    const layer = layers.batchNormalization({ epsilon: 0, inputShape: [2] })
    const model = sequential({ layers: [layer] })
    layer.setWeights([tf.tensor1d([1, 2]), tf.tensor1d([0, 1]), tf.tensor1d([2, 30]), tf.tensor1d([4, 100])])
    expect(valuesOf(model.predict(x()) as tf.Tensor)).toEqual([-0.5, -3, 0, -1, 0.5, 7])
    expect(valuesOf(layer.getWeights()[2])).toEqual([2, 30])
    model.dispose()
  })

  test('a frozen layer works as at inference while its model trains', async () => {
    const layer = layers.batchNormalization({ axis: 1, trainable: false })
    const inputs = input({ shape: [2] })
    const outputs = tfLayers.dense({ units: 1 }).apply(layer.apply(inputs))
    const model = tfModel({ inputs, outputs: outputs as never })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    await model.fit(x(), y(), { batchSize: 3, epochs: 2, verbose: 0 })
    expect(layer.getWeights().map((weight) => valuesOf(weight))).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
      [1, 1],
    ])
    model.dispose()
  })
})
