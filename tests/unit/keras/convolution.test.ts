import { afterAll, describe, expect, test } from 'vitest'
import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { layers as tfjs, sequential } from '@tensorflow/tfjs-layers'
import { layers, type Layer } from '../../../src/keras/index.ts'
import { useBackend } from '../../verify/backends.ts'
import { tf, valuesOf } from './backend.ts'

const drawn = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed)

const kinds: [name: string, make: () => Layer, shape: number[]][] = [
  ['Conv1D, causal', () => layers.conv1d({ filters: 2, kernelSize: 3, padding: 'causal' }), [2, 6, 3]],
  [
    'Conv2D, strides that leave a rest',
    () => layers.conv2d({ filters: 2, kernelSize: 2, strides: 3 }),
    [2, 6, 7, 2],
  ],
  [
    'Conv2D, dilated',
    () => layers.conv2d({ filters: 2, kernelSize: [2, 3], dilationRate: [3, 2] }),
    [1, 6, 7, 2],
  ],
  [
    'Conv3D',
    () => layers.conv3d({ filters: 2, kernelSize: 2, padding: 'same', strides: 2 }),
    [1, 3, 4, 3, 2],
  ],
  [
    'DepthwiseConv2D',
    () => layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2, strides: 2 }),
    [2, 5, 4, 2],
  ],
  [
    'SeparableConv1D, dilated',
    () => layers.separableConv1d({ filters: 2, kernelSize: 2, dilationRate: 2 }),
    [1, 6, 3],
  ],
  ['Conv2DTranspose', () => layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2 }), [1, 3, 2, 2]],
  [
    'Conv3DTranspose',
    () => layers.conv3dTranspose({ filters: 1, kernelSize: 2, strides: [2, 1, 3] }),
    [1, 2, 3, 2, 2],
  ],
]

/** Values, and gradients of the input and each weight, for weights and outputs weighted by seeded numbers. */
async function everything(backend: 'cpu' | 'wasm', make: () => Layer, shape: number[]): Promise<number[][]> {
  await useBackend(backend)
  const layer = make()
  layer.build(shape)
  layer.setWeights(layer.weights.map((weight, i) => drawn(weight.shape as number[], 10 + i)))
  const x = drawn(shape, 1)
  const total = () => {
    const y = layer.apply(x) as Tensor
    return tf.sum(tf.mul(y, drawn(y.shape, 2))) as Scalar
  }
  const xs = [x, ...layer.weights.map((weight) => weight.read())]
  const { value, grads } = tf.engine().gradients(total, xs)
  const found = [valuesOf(value), ...grads.map(valuesOf)]
  layer.dispose()
  return found
}

const far = (a: number[], b: number[]) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)))

describe('convolutions', () => {
  afterAll(() => useBackend('cpu'))

  test.each(kinds)('%s trains on wasm as on cpu', async (_, make, shape) => {
    const [onCpu, onWasm] = [await everything('cpu', make, shape), await everything('wasm', make, shape)]
    expect(onWasm.map((values) => values.length)).toEqual(onCpu.map((values) => values.length))
    onCpu.forEach((values, i) => expect(far(values, onWasm[i]!)).toBeLessThan(1e-4))
    expect(Math.max(...onCpu.flat().map(Math.abs))).toBeGreaterThan(0.1)
  })

  test('a dilated kernel has second derivatives', async () => {
    await useBackend('cpu')
    const layer = layers.conv1d({ filters: 1, kernelSize: 2, dilationRate: 2, useBias: false })
    const x = tf.tensor3d([1, 2, 3, 4], [1, 4, 1])
    layer.build(x.shape)
    layer.setWeights([tf.tensor3d([1, -2], [2, 1, 1])])
    const cubed = (x: Tensor) => {
      const y = layer.apply(x) as Tensor
      return tf.sum(tf.mul(tf.square(y), y)) as Scalar
    }
    const slope = tf.grad(cubed)
    // Outputs 1 - 2·3 = -5 and 2 - 2·4 = -6; d/dx of the first slope 3·y² is 6·y.
    expect(valuesOf(slope(x))).toEqual([75, 108, -150, -216])
    const bend = tf.grad((x) => tf.sum(tf.slice(slope(x), [0, 0, 0], [1, 1, 1])))
    expect(valuesOf(bend(x))).toEqual([-30, 0, 60, 0])
  })

  test('a model with dilated, depthwise and transposed convolutions learns', async () => {
    await useBackend('cpu')
    const model = sequential({
      layers: [
        layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, padding: 'same', inputShape: [4, 4, 1] }),
        layers.depthwiseConv2d({ kernelSize: 2, strides: 2, depthMultiplier: 2 }),
        layers.conv2dTranspose({ filters: 1, kernelSize: 2, strides: 2 }),
        tfjs.flatten(),
      ],
    })
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
    const [x, y] = [drawn([8, 4, 4, 1], 3), drawn([8, 16], 4)]
    const { history } = await model.fit(x, y, { epochs: 20, shuffle: false })
    const losses = history['loss'] as number[]
    expect(losses.at(-1)!).toBeLessThan(losses[0]! * 0.99)
    model.dispose()
  })
})
