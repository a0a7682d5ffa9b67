import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { layers, LayerError } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const bools = (rows: number[][]) => tf.tensor2d(rows, undefined, 'bool')
const x = () => tf.ones([2, 3, 2])
const left = () =>
  bools([
    [1, 0, 1],
    [1, 1, 0],
  ])
const right = () =>
  bools([
    [1, 1, 0],
    [0, 1, 0],
  ])
const maskOf = (mask: unknown) => {
  const { shape } = mask as tf.Tensor
  return { shape, values: valuesOf(mask as tf.Tensor) }
}

// The numbers are what Keras 3.3.3's compute_mask gives.
describe('computeMask', () => {
  test('of element-wise layers: the steps that all masks count', () => {
    expect(maskOf(layers.add().computeMask([x(), x()], [left(), right()]))).toEqual({
      shape: [2, 3],
      values: [1, 0, 0, 0, 1, 0],
    })
    expect(maskOf(layers.average().computeMask([x(), x()], [null, left()]))).toEqual({
      shape: [2, 3],
      values: [1, 0, 1, 1, 1, 0],
    })
    expect(layers.add().computeMask([x(), x()], [null, null])).toBeNull()
    expect(layers.add().computeMask([x(), x()])).toBeNull()
  })

  test('of Concatenate: joined along the time axis, all of them along others', () => {
    expect(maskOf(layers.concatenate().computeMask([x(), x()], [left(), right()])).values).toEqual([
      1, 0, 0, 0, 1, 0,
    ])
    expect(maskOf(layers.concatenate().computeMask([x(), x()], [left(), null])).values).toEqual([
      1, 0, 1, 1, 1, 0,
    ])
    expect(maskOf(layers.concatenate({ axis: 1 }).computeMask([x(), x()], [left(), right()]))).toEqual({
      shape: [2, 6],
      values: [1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 1, 0],
    })
    expect(maskOf(layers.concatenate({ axis: 0 }).computeMask([x(), x()], [left(), right()]))).toEqual({
      shape: [4, 3],
      values: [1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 1, 0],
    })
  })

  test('of Dot: none', () => {
    expect(layers.dot({ axes: 1 }).computeMask([x(), x()], [left(), right()])).toBeNull()
  })

  test('refuses masks that are no list, too few, or of other shapes', () => {
    expect(() => layers.add().computeMask([x(), x()], left())).toThrow(LayerError)
    expect(() => layers.add().computeMask([x(), x()], [left()])).toThrow(LayerError)
    expect(() => layers.add().computeMask([x(), x()], [left(), tf.ones([2, 1], 'bool')])).toThrow(LayerError)
    expect(() => layers.concatenate({ axis: 1 }).computeMask([x(), x()], [left(), null])).toThrow(LayerError)
  })

  test('leaves nothing behind but its result', () => {
    const inputs = [x(), x()]
    const masks = [left(), right()]
    const before = tf.memory().numTensors
    layers.concatenate().computeMask(inputs, masks).dispose()
    layers.add().computeMask(inputs, masks).dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('in a model', () => {
  test('masked branches are merged, and the mask ends', () => {
    const ids = tfl.input({ shape: [3], dtype: 'int32' })
    const embed = () => layers.embedding({ inputDim: 4, outputDim: 2, maskZero: true })
    const branches = [embed().apply(ids), embed().apply(ids)] as tfl.SymbolicTensor[]
    const sum = layers.add().apply(branches) as tfl.SymbolicTensor
    const joined = layers.concatenate().apply([sum, branches[0]!]) as tfl.SymbolicTensor
    const end = layers.lstm({ units: 2, returnSequences: true })
    const model = tfl.model({ inputs: ids, outputs: end.apply(joined) as tfl.SymbolicTensor })
    const output = model.predict(tf.tensor2d([[1, 0, 0]], undefined, 'int32')) as tf.Tensor
    const [, second, third] = tf.unstack(tf.reshape(output, [3, 2])).map(valuesOf)
    // A mask would make the last step repeat the one before.
    expect(second).not.toEqual(third)
  })

  test('a list of one passes through', () => {
    const input = tfl.input({ shape: [2] })
    const model = tfl.model({ inputs: input, outputs: layers.add().apply([input]) as tfl.SymbolicTensor })
    expect(valuesOf(model.predict(tf.tensor2d([[1, 2]])) as tf.Tensor)).toEqual([1, 2])
  })
})
