import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import {
  ERROR_TEMPLATES,
  fillTemplate,
  fromConfig,
  layers,
  LayerError,
  setRandomSeed,
} from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const apply = (layer: { apply(x: tf.Tensor): unknown }, x: tf.Tensor) => layer.apply(x) as tf.Tensor

describe('weights', () => {
  test("come under Keras's names; LoRA's factors come last and freeze the kernel", () => {
    const layer = layers.dense({ units: 3, loraRank: 2 })
    apply(layer, tf.ones([1, 4]))
    expect(layer.weights.map((weight) => weight.name)).toEqual([
      'kernel',
      'bias',
      'lora_kernel_a',
      'lora_kernel_b',
    ])
    expect(layer.weights.map((weight) => weight.trainable)).toEqual([false, true, true, true])
    expect(layer.trainableWeights).toHaveLength(3)
    expect(layer.countParams()).toBe(4 * 3 + 3 + 4 * 2 + 2 * 3)
  })

  test('LoRA can be turned on once, after building', () => {
    const layer = layers.conv1d({ filters: 2, kernelSize: 3 })
    expect(() => layer.enableLora(1)).toThrow(LayerError)
    layer.build([null, 8, 3])
    layer.enableLora(1)
    expect(layer.weights.map((weight) => weight.shape)).toEqual([[3, 3, 2], [2], [3, 3, 1], [1, 2]])
    expect(layer.getConfig()).toMatchObject({ lora_rank: 1 })
    expect(() => layer.enableLora(1)).toThrow(LayerError)
  })

  test('setWeights refuses a wrong number or shape', () => {
    const layer = layers.dense({ units: 2 })
    layer.build([null, 3])
    expect(() => layer.setWeights([tf.zeros([3, 2])])).toThrow(/2 weights/)
    expect(() => layer.setWeights([tf.zeros([2, 3]), tf.zeros([2])])).toThrow(/\(3, 2\)/)
  })

  test('constraints project when asked to', () => {
    const layer = layers.dense({
      units: 2,
      kernelInitializer: 'ones',
      kernelConstraint: 'unit_norm',
      useBias: false,
    })
    layer.build([null, 4])
    layer.applyConstraints()
    valuesOf(layer.weights[0]!.read()).forEach((value) => expect(value).toBeCloseTo(0.5, 5))
  })
})

describe('memory', () => {
  const calls: [string, Record<string, unknown>, number[]][] = [
    ['Dense', { units: 3, activity_regularizer: 'l2' }, [2, 4]],
    ['Activation', { activation: 'linear' }, [2, 4]],
    ['Dropout', { rate: 0.5 }, [2, 4]],
    ['Reshape', { target_shape: [2, 2] }, [2, 4]],
    ['Embedding', { input_dim: 4, output_dim: 2, mask_zero: true }, [2, 3]],
    ['Conv1D', { filters: 4, kernel_size: 2, groups: 2, padding: 'causal' }, [2, 5, 4]],
    ['Conv2D', { filters: 2, kernel_size: 2, data_format: 'channels_first', lora_rank: 1 }, [1, 2, 5, 5]],
    ['MaxPooling2D', {}, [1, 4, 4, 2]],
    ['LSTM', { units: 2, return_sequences: true, return_state: true }, [2, 3, 2]],
  ]
  test.each(calls)('%s leaves its outputs and nothing else', (name, config, shape) => {
    const layer = fromConfig(name, config)
    const x = tf.ones(shape)
    layer.build(shape)
    const before = tf.memory().numTensors
    let outputs: tf.Tensor[] = []
    tf.tidy(() => {
      outputs = [layer.apply(x, { training: true })].flat() as tf.Tensor[]
      return outputs
    })
    // An output owns its mask.
    const masks = outputs.filter((output) => output.kerasMask)
    expect(tf.memory().numTensors - before).toBe(outputs.length + masks.length)
    expect(outputs.some((output) => output === x)).toBe(false)
    tf.dispose(outputs)
    layer.dispose()
    x.dispose()
    expect(tf.memory().numTensors).toBe(before - 1 - layer.weights.length)
  })

  test('a refused build leaves no weights', () => {
    const before = tf.memory().numTensors
    const layer = layers.dense({ units: 2, biasInitializer: 'identity' })
    expect(() => layer.build([null, 3])).toThrow(LayerError)
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('in a tfjs model', () => {
  const model = () =>
    tfl.sequential({
      layers: [
        layers.embedding({ inputDim: 6, outputDim: 4, maskZero: true, inputShape: [3] }),
        layers.lstm({ units: 3 }),
        layers.dense({ units: 3, activation: 'softmax', activityRegularizer: 'l2' }),
        layers.activation({ activation: 'softmax' }),
      ],
    })

  test('predict gives what the layers give one after the other, masks included', () => {
    const made = model()
    const x = tf.tensor2d([
      [1, 2, 0],
      [3, 0, 0],
    ])
    const apart = made.layers.reduce<tf.Tensor>((y, layer) => layer.apply(y) as tf.Tensor, x)
    valuesOf(made.predict(x)).forEach((value, i) => expect(value).toBeCloseTo(valuesOf(apart)[i]!, 6))
  })

  test('fit lowers the loss, penalties included', async () => {
    setRandomSeed(1)
    const made = model()
    made.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' })
    const x = tf.tensor2d([
      [1, 2, 0],
      [3, 0, 0],
    ])
    const y = tf.tensor2d([
      [1, 0, 0],
      [0, 1, 0],
    ])
    const { history } = await made.fit(x, y, { epochs: 30, verbose: 0 })
    const losses = history['loss'] as number[]
    expect(losses.at(-1)!).toBeLessThan(losses[0]! * 0.9)
  })
})

test("losses are the output's penalties, then the weights', as Keras lists them", () => {
  const layer = layers.dense({
    units: 1,
    useBias: false,
    kernelInitializer: 'ones',
    kernelRegularizer: { class_name: 'L2', config: { l2: 0.5 } },
    activityRegularizer: 'l1',
  })
  apply(layer, tf.ones([2, 3]))
  const losses = layer.calculateLosses().map((loss) => loss.dataSync()[0]!)
  expect(losses[0]).toBeCloseTo(0.06, 6)
  expect(losses[1]).toBeCloseTo(1.5, 6)
  layer.trainable = false
  expect(layer.calculateLosses()).toHaveLength(1)
})

test('message templates: a hole for each value, and no value without a hole in the error', () => {
  for (const template of Object.values(ERROR_TEMPLATES)) expect(template).toMatch(/^[^{]*(\{\w+\}[^{]*)*\.$/)
  const error = new LayerError('input-rank', 'LSTM', ['input'], { expected: 3, actual: 2, shape: '(1, 2)' })
  expect(error.message).toBe(fillTemplate(ERROR_TEMPLATES['input-rank'], error.values))
  expect(error.message).not.toContain('{')
})
