import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { fromConfig, layers, layerNames, registerForLoading } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

type Symbolic = tfl.SymbolicTensor

const noise = (seed: number, ...shape: number[]) => tf.randomUniform(shape, -1, 1, 'float32', seed)

registerForLoading()

/** The model as it comes back from where it was saved. */
async function again(model: tfl.LayersModel): Promise<tfl.LayersModel> {
  let saved: tf.io.ModelArtifacts = {}
  await model.save({
    save: async (artifacts: tf.io.ModelArtifacts) => {
      // What a file keeps.
      saved = { ...artifacts, modelTopology: JSON.parse(JSON.stringify(artifacts.modelTopology)) as object }
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } }
    },
  })
  return tfl.loadLayersModel({ load: async () => saved })
}

const withoutName = (layer: tfl.layers.Layer) => ({ ...layer.getConfig(), name: '' })

async function comesBack(model: tfl.LayersModel, x: tf.Tensor | tf.Tensor[]): Promise<tfl.LayersModel> {
  const loaded = await again(model)
  expect(loaded.layers.map((layer) => layer.getClassName())).toEqual(
    model.layers.map((layer) => layer.getClassName()),
  )
  loaded.layers.forEach((layer, i) => {
    if (!(model.layers[i] instanceof layers.Layer)) return
    expect(layer).toBeInstanceOf(layers.Layer)
    expect(withoutName(layer)).toEqual(withoutName(model.layers[i]!))
  })
  const expected = [model.predict(x)].flat() as tf.Tensor[]
  ;([loaded.predict(x)].flat() as tf.Tensor[]).forEach((y, i) =>
    expect(valuesOf(y)).toEqual(valuesOf(expected[i])),
  )
  return loaded
}

describe('save and load', () => {
  test('a model of words', async () => {
    const model = tfl.sequential({
      layers: [
        layers.embedding({ inputDim: 6, outputDim: 3, maskZero: true, inputShape: [4] }),
        layers.bidirectional({
          layer: layers.lstm({ units: 2, returnSequences: true, recurrentActivation: 'hard_sigmoid' }),
        }),
        layers.timeDistributed({ layer: layers.dense({ units: 2, activation: 'gelu' }) }),
        layers.rnn({ cell: [layers.gruCell({ units: 2 }), layers.simpleRNNCell({ units: 3 })] }),
      ],
    })
    await comesBack(model, tf.tensor2d([[1, 2, 0, 0]]))
  })

  test('a model of images, and it learns on', async () => {
    const model = tfl.sequential({
      layers: [
        layers.zeroPadding2d({
          padding: [
            [1, 0],
            [2, 1],
          ],
          inputShape: [6, 6, 2],
        }),
        layers.conv2d({
          filters: 4,
          kernelSize: [3, 2],
          groups: 2,
          padding: 'same',
          kernelInitializer: {
            class_name: 'VarianceScaling',
            config: { scale: 2, mode: 'fan_out', distribution: 'untruncated_normal', seed: 3 },
          },
          kernelRegularizer: { class_name: 'L1L2', config: { l1: 0.1, l2: 0.2 } },
          kernelConstraint: {
            class_name: 'MinMaxNorm',
            config: { min_value: 0.1, max_value: 2, rate: 1, axis: [0, 1, 2] },
          },
        }),
        layers.batchNormalization(),
        layers.maxPooling2d({ poolSize: 2, strides: [2, 1] }),
        layers.flatten(),
        layers.dense({ units: 2, dtype: 'mixed_float16' }),
      ],
    })
    const loaded = await comesBack(model, noise(1, 2, 6, 6, 2))
    loaded.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const { history } = await loaded.fit(noise(1, 2, 6, 6, 2), noise(2, 2, 2), { epochs: 2, verbose: 0 })
    expect(history['loss']!.every(Number.isFinite)).toBe(true)
  })

  test('a graph with shared layers', async () => {
    const [a, b] = [layers.input({ shape: [3] }), layers.input({ shape: [3] })] as Symbolic[]
    const shared = layers.dense({ units: 2 })
    const both = [a!, b!].map((one) => shared.apply(one) as Symbolic)
    const joined = layers.concatenate({ axis: 1 }).apply(both) as Symbolic
    const model = tfl.model({
      inputs: [a!, b!],
      outputs: [joined, layers.dot({ axes: 1 }).apply(both) as Symbolic],
    })
    const loaded = await comesBack(model, [noise(1, 2, 3), noise(2, 2, 3)])
    expect(loaded.weights).toHaveLength(2)
  })

  test('a model with our input layer, within a model', async () => {
    const inner = tfl.sequential({ layers: [layers.inputLayer({ shape: [3] }), layers.dense({ units: 2 })] })
    const x = layers.input({ shape: [3] }) as Symbolic
    const model = tfl.model({ inputs: x, outputs: inner.apply(x) as Symbolic })
    await comesBack(model, noise(1, 2, 3))
  })
})

describe('fromConfig of a class', () => {
  test('makes what the registry makes', () => {
    const made: layers.Conv1D = layers.Conv1D.fromConfig({ filters: 2, kernel_size: 3, name: 'c' })
    expect(made).toBeInstanceOf(layers.Conv1D)
    expect(made.getConfig()).toEqual(
      fromConfig('Conv1D', { filters: 2, kernel_size: 3, name: 'c' }).getConfig(),
    )
  })

  test('every class has it', () => {
    const classes = Object.values(layers).filter(
      (one): one is typeof layers.Dense => typeof one === 'function' && one.prototype instanceof layers.Layer,
    )
    expect(classes.length).toBeGreaterThanOrEqual(layerNames().length)
    for (const one of classes) expect(one.fromConfig).toBe(layers.Layer.fromConfig)
  })
})
