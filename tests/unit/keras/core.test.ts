import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import {
  fromConfig,
  layers,
  Layer,
  LayerError,
  params,
  registerFunction,
  registerLayer,
  type KerasConfig,
  type Shape,
} from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const scaleParams = {
  axis: params.optional(params.integer(0), 1),
  scale_initializer: params.initializer('ones'),
  scale_regularizer: params.regularizer(),
}

/** A layer as a reader would write it: a trainable factor for each entry of one axis. */
class Scale extends Layer<typeof scaleParams> {
  static override readonly className = 'Scale'

  constructor(config: KerasConfig = {}) {
    super(scaleParams, config)
  }

  protected override makeWeights(inputShape: Shape): void {
    this.createWeight('scale', {
      shape: [this.knownAxis(inputShape, this.params.axis)],
      initializer: this.params.scale_initializer,
      regularizer: this.params.scale_regularizer,
    })
  }

  protected override forward([x]: tf.Tensor[]): tf.Tensor {
    const scale = this.weights[0]!.read()
    const shape = x!.shape.map((size, axis) => (axis === this.params.axis ? size : 1))
    return tf.mul(x!, tf.reshape(scale, shape))
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return inputShape
  }
}

describe('a layer of one’s own', () => {
  test('has weights, shapes, losses and refusals as the others', () => {
    const layer = new Scale({ scale_initializer: 'ones', scale_regularizer: 'l2', name: 'gain' })
    const x = tf.tensor2d([
      [1, 2],
      [3, 4],
    ])
    expect(valuesOf(layer.apply(x))).toEqual([1, 2, 3, 4])
    layer.setWeights([tf.tensor1d([2, -1])])
    expect(valuesOf(layer.apply(x))).toEqual([2, -2, 6, -4])
    expect(layer.computeOutputShape([null, 2])).toEqual([null, 2])
    expect(layer.countParams()).toBe(2)
    expect(valuesOf(layer.calculateLosses()[0])[0]).toBeCloseTo(0.01 * (4 + 1), 6)
    const before = tf.memory().numTensors
    layer.dispose()
    expect(tf.memory().numTensors).toBe(before - 1)
    expect(() => new Scale({ axs: 1 })).toThrow(/Write "axis" instead/)
    expect(() => new Scale({ axis: 0.5 })).toThrow(LayerError)
    expect(() => new Scale().build([null, null])).toThrow(/size of axis 1/)
  })

  test('is written down and made again, once it is registered', () => {
    registerLayer(Scale)
    const config = new Scale({ axis: 2 }).getConfig()
    expect(Object.keys(config)).toEqual([
      'name',
      'trainable',
      'dtype',
      'axis',
      'scale_initializer',
      'scale_regularizer',
    ])
    const again = fromConfig('Scale', config)
    expect(again).toBeInstanceOf(Scale)
    expect(again.getConfig()).toEqual(config)
  })

  test('learns in tf.sequential', async () => {
    const scale = new Scale({ input_shape: [3] })
    const model = tfl.sequential({ layers: [scale] })
    model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' })
    const wanted = tf.tensor2d([[2, -1, 0.5]])
    await model.fit(tf.ones([1, 3]), wanted, { epochs: 60, verbose: 0 })
    valuesOf(scale.weights[0]!.read()).forEach((value, i) =>
      expect(value).toBeCloseTo(valuesOf(wanted)[i]!, 2),
    )
    model.dispose()
  })
})

describe('lambda', () => {
  const x = () =>
    tf.tensor2d([
      [1, -2],
      [3, 4],
    ])

  test('runs a function with its arguments, training and mask', () => {
    const seen: unknown[] = []
    const layer = layers.lambda({
      function: (input: tf.Tensor, { factor, training, mask }) => {
        seen.push(training, mask)
        return tf.mul(input, factor as number)
      },
      arguments: { factor: 3 },
    })
    expect(valuesOf(layer.apply(x()))).toEqual([3, -6, 9, 12])
    const mask = tf.tensor1d([1, 0], 'bool')
    layer.apply(x(), { training: true, mask })
    expect(seen).toEqual([false, null, true, mask])
  })

  test('takes several inputs and gives several outputs', () => {
    const layer = layers.lambda({
      function: (inputs: tf.Tensor[]) => [tf.add(inputs[0]!, inputs[1]!), tf.concat(inputs, 1)],
    })
    const [sum, both] = layer.apply([x(), x()]) as tf.Tensor[]
    expect(valuesOf(sum)).toEqual([2, -4, 6, 8])
    expect(both!.shape).toEqual([2, 4])
    const shape = [null, 2]
    expect(layer.computeOutputShape([shape, shape])).toEqual([
      [null, 2],
      [null, 4],
    ])
  })

  test('finds its output shape, or is told it', () => {
    const mean = (input: tf.Tensor) => tf.mean(input, 1)
    const shapeWith = (outputShape?: Parameters<typeof layers.lambda<tf.Tensor>>[0]['outputShape']) =>
      layers.lambda({ function: mean, outputShape: outputShape ?? null }).computeOutputShape([null, null, 4])
    expect(shapeWith()).toEqual([null, 4])
    expect(shapeWith([7])).toEqual([null, 7])
    expect(shapeWith([[7], [8, 9]])).toEqual([
      [null, 7],
      [null, 8, 9],
    ])
    expect(shapeWith((shape: Shape) => [...shape, 1])).toEqual([null, null, 4, 1])
    const broken = layers.lambda({ function: (input: tf.Tensor) => tf.reshape(input, [5]) })
    expect(() => broken.computeOutputShape([null, 2])).toThrow(/Give output_shape/)
  })

  test('ends masks, keeps one it is given, or makes one', () => {
    const masked = () => {
      const input = tf.ones([1, 3, 2])
      input.kerasMask = tf.tensor2d([[1, 0, 1]], [1, 3], 'bool')
      return input
    }
    const maskOf = (mask?: Parameters<typeof layers.lambda<tf.Tensor>>[0]['mask']) =>
      (
        layers
          .lambda({ function: (input: tf.Tensor) => tf.neg(input), mask: mask ?? null })
          .apply(masked()) as tf.Tensor
      ).kerasMask
    expect(maskOf()).toBeUndefined()
    expect(valuesOf(maskOf([[true, true, false]]))).toEqual([1, 1, 0])
    expect(valuesOf(maskOf((_: tf.Tensor, mask: tf.Tensor | null) => tf.logicalNot(mask!)))).toEqual([
      0, 1, 0,
    ])
  })

  test('writes functions down by name and finds those that are known', () => {
    const halve = registerFunction('halve', (input: tf.Tensor) => tf.div(input, 2))
    const config = layers.lambda({ function: halve }).getConfig()
    expect(config['function']).toMatchObject({ class_name: 'function', config: 'halve' })
    expect(valuesOf(fromConfig('Lambda', config).apply(x()))).toEqual([0.5, -1, 1.5, 2])
    const own = layers
      .lambda({
        function: function mine(input: tf.Tensor) {
          return input
        },
      })
      .getConfig()
    expect(() => fromConfig('Lambda', own)).toThrow(/registerFunction/)
  })

  test('refuses what Keras refuses: lambdas in bytecode, aliases, and what is no function', () => {
    const bytecode = { class_name: '__lambda__', config: { code: '4wEAAAA=', defaults: null, closure: null } }
    expect(() => fromConfig('Lambda', { function: bytecode })).toThrow(/bytecode/)
    const alias = { class_name: 'function', config: 'swish', registered_name: 'function' }
    expect(() => fromConfig('Lambda', { function: alias })).toThrow(LayerError)
    const nothing = layers.lambda({ function: (() => 3) as never })
    expect(() => nothing.apply(x())).toThrow(/Return a tensor/)
  })

  test('passes gradients in a model', () => {
    const layer = layers.lambda({ function: (input: tf.Tensor) => tf.square(input) })
    const slope = tf.grad((input) => layer.apply(input) as tf.Tensor)
    expect(valuesOf(slope(x()))).toEqual([2, -4, 6, 8])
  })
})

describe('input', () => {
  test('gives a symbolic tensor for tf.model', () => {
    const input = layers.input({ shape: [4], batchSize: 2, name: 'pixels' })
    expect(input.shape).toEqual([2, 4])
    expect(input.name).toBe('pixels')
    const output = layers.dense({ units: 3 }).apply(input) as tfl.SymbolicTensor
    const model = tfl.model({ inputs: input, outputs: output })
    expect((model.predict(tf.ones([2, 4])) as tf.Tensor).shape).toEqual([2, 3])
    expect(layers.input({ shape: [4], tensor: input })).toBe(input)
    expect(layers.input({ batchShape: [null, 5], dtype: 'int32' }).dtype).toBe('int32')
    model.dispose()
  })

  test('comes first in tf.sequential, and takes no tensor by itself', () => {
    const first = layers.inputLayer({ shape: [4] })
    const model = tfl.sequential({ layers: [first, layers.dense({ units: 3 })] })
    expect((model.predict(tf.ones([5, 4])) as tf.Tensor).shape).toEqual([5, 3])
    expect(() => layers.inputLayer({ shape: [4] }).apply(tf.ones([5, 4]))).toThrow(LayerError)
    expect(() => layers.input({ shape: [4], tensor: 3 as never })).toThrow(/symbolic/)
    model.dispose()
  })
})

test('an embedding may come first in tf.sequential, for rows of any length', () => {
  const words = layers.embedding({ inputDim: 9, outputDim: 2 })
  const model = tfl.sequential({ layers: [words] })
  expect(model.outputs[0]!.shape).toEqual([null, null, 2])
  expect((model.predict(tf.tensor2d([[1, 2, 3]])) as tf.Tensor).shape).toEqual([1, 3, 2])
  model.dispose()
})

test('identity gives each of several inputs its own mask back', () => {
  const [a, b] = [tf.ones([1, 2]), tf.ones([1, 3])]
  b.kerasMask = tf.tensor1d([1], 'bool')
  const [first, second] = layers.identity().apply([a, b]) as tf.Tensor[]
  expect(first!.kerasMask).toBeUndefined()
  expect(valuesOf(second!.kerasMask)).toEqual([1])
})
