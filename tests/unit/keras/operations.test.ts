import type { SymbolicTensor } from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { layers, LayerError } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const names = (weights: { name: string }[]) => weights.map(({ name }) => name)

describe('what every layer can be asked', () => {
  test('built, and how many parameters it has', () => {
    const layer = layers.dense({ units: 3 })
    expect(layer.built).toBe(false)
    expect(() => layer.countParams()).toThrow(LayerError)
    layer.build([null, 4])
    expect(layer.built).toBe(true)
    expect(layer.countParams()).toBe(15)
  })

  test('its weights, trainable ones and others', () => {
    const layer = layers.batchNormalization()
    layer.build([null, 2])
    const all = ['gamma', 'beta', 'moving_mean', 'moving_variance']
    expect(names(layer.weights)).toEqual(all)
    expect(names(layer.trainableWeights)).toEqual(all.slice(0, 2))
    expect(names(layer.nonTrainableWeights)).toEqual(all.slice(2))
    layer.trainable = false
    expect(names(layer.weights)).toEqual(all)
    expect(layer.trainableWeights).toEqual([])
    expect(names(layer.nonTrainableWeights)).toEqual(all)
  })

  test('the values of the weights, to and fro', () => {
    const [one, two] = [layers.dense({ units: 2 }), layers.dense({ units: 2 })]
    for (const layer of [one, two]) layer.build([null, 3])
    two.setWeights(one.getWeights())
    expect(two.getWeights().map(valuesOf)).toEqual(one.getWeights().map(valuesOf))
    expect(() => two.setWeights([tf.ones([3, 2])])).toThrow(/2 weights \(kernel, bias\), but 1/)
    const before = valuesOf(two.getWeights()[0])
    expect(() => two.setWeights([tf.ones([3, 2]), tf.ones([3])])).toThrow(/"bias" has shape \(2,\)/)
    expect(valuesOf(two.getWeights()[0])).toEqual(before)
  })

  test('the shape of its output, without being built', () => {
    const layer = layers.conv2d({ filters: 4, kernelSize: 3, strides: 2 })
    expect(layer.computeOutputShape([null, 9, null, 3])).toEqual([null, 4, null, 4])
    expect(layer.built).toBe(false)
  })

  test('its input and output, once it stands in a model', () => {
    const layer = layers.dense({ units: 2 })
    expect(() => layer.input).toThrow()
    const x = layers.input({ shape: [3] }) as SymbolicTensor
    const y = layer.apply(x)
    expect(layer.input).toBe(x)
    expect(layer.output).toBe(y)
    layer.apply(layers.input({ shape: [3] }) as SymbolicTensor)
    expect(() => layer.output).toThrow(/multiple/)
  })

  test.each([
    ['float32', 'float32', 'float32'],
    ['float16', 'float16', 'float16'],
    ['mixed_float16', 'float16', 'float32'],
    ['mixed_bfloat16', 'bfloat16', 'float32'],
    ['int32', 'int32', 'int32'],
  ])('the dtypes of the policy %s', (policy, compute, variable) => {
    const layer = layers.flatten({ dtype: policy })
    expect([layer.policy, layer.computeDtype, layer.variableDtype]).toEqual([policy, compute, variable])
    expect(layer.getConfig()['dtype']).toBe(policy)
  })

  test('its configuration, from which another like it is made', () => {
    const layer = layers.conv1d({ filters: 2, kernelSize: 3, dilationRate: 2, name: 'c', trainable: false })
    const config = JSON.parse(JSON.stringify(layer.getConfig())) as Record<string, unknown>
    expect(layers.Conv1D.fromConfig(config).getConfig()).toEqual(layer.getConfig())
  })
})
