import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { fromConfig, layers, LayerError, setRandomSeed, type Layer } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const query = () => tf.randomUniform([2, 3, 4], -1, 1, 'float32', 1)
const value = () => tf.randomUniform([2, 6, 4], -1, 1, 'float32', 2)

const makers: Record<string, (dropout: number, seed?: number) => Layer> = {
  attention: (dropout, seed = 1) => layers.attention({ dropout, seed }),
  additiveAttention: (dropout, seed = 1) => layers.additiveAttention({ dropout, seed }),
  multiHeadAttention: (dropout) => layers.multiHeadAttention({ numHeads: 2, keyDim: 3, dropout }),
  groupQueryAttention: (dropout) =>
    layers.groupQueryAttention({ headDim: 3, numQueryHeads: 4, numKeyValueHeads: 2, dropout }),
}

const scoresOf = (layer: Layer, options = {}) => layer.inspect([query(), value()], options).values['scores']!

describe.each(Object.keys(makers))('%s', (name) => {
  const make = makers[name]!

  test('inspect gives shares that sum to 1, of each head', () => {
    const scores = scoresOf(make(0))
    const heads = { multiHeadAttention: [2], groupQueryAttention: [4] }[name] ?? []
    expect(scores.shape).toEqual([2, ...heads, 3, 6])
    for (const total of valuesOf(tf.sum(scores, -1))) expect(total).toBeCloseTo(1, 5)
  })

  test('returnAttentionScores gives what inspect shows, and snake case means the same', () => {
    const layer = make(0)
    const [q, v] = [query(), value()]
    const outputs = layer.apply([q, v], { returnAttentionScores: true }) as tf.Tensor[]
    expect(outputs).toHaveLength(2)
    expect(valuesOf(outputs[1])).toEqual(valuesOf(layer.inspect([q, v]).values['scores']))
    const again = layer.apply([q, v], { return_attention_scores: true }) as tf.Tensor[]
    expect(valuesOf(again[0])).toEqual(valuesOf(outputs[0]))
  })

  test('a causal mask leaves the future without a share', () => {
    const scores = scoresOf(make(0), { useCausalMask: true })
    const rows = tf.reshape(scores, [-1, 3, 6]).arraySync() as number[][][]
    for (const rowsOfOne of rows)
      rowsOfOne.forEach((row, at) => row.forEach((share, to) => expect(share > 0).toBe(to <= at)))
  })

  test('dropout leaves inference alone and changes training', () => {
    const [layer, q, v] = [make(0.5), query(), value()]
    const inference = valuesOf(layer.apply([q, v]))
    expect(valuesOf(layer.apply([q, v], { training: false }))).toEqual(inference)
    const draws = [1, 2].map(() => valuesOf(layer.apply([q, v], { training: true })))
    expect(draws[0]).not.toEqual(inference)
    expect(draws[0]).not.toEqual(draws[1])
  })

  test('works in a model, with masks that its inputs carry, and can be trained', async () => {
    setRandomSeed(1)
    const tokens = layers.input({ shape: [5], dtype: 'int32' })
    const words = layers.embedding({ inputDim: 7, outputDim: 4, maskZero: true })
    const embedded = words.apply(tokens) as tfl.SymbolicTensor
    const attention = make(0)
    const mixed = attention.apply([embedded, embedded]) as tfl.SymbolicTensor
    const output = layers.dense({ units: 1 }).apply(mixed) as tfl.SymbolicTensor
    const model = tfl.model({ inputs: tokens, outputs: output })
    expect(output.shape).toEqual([null, 5, 1])
    model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' })
    const ids = tf.tensor2d([[1, 2, 3, 4, 5]], [1, 5], 'int32')
    const wanted = tf.tensor3d([[[1], [0], [2], [0], [1]]])
    const history = await model.fit(ids, wanted, { epochs: 60, verbose: 0 })
    const losses = history.history['loss'] as number[]
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 2)
    // A padded step changes nothing at the other steps: its value has no share.
    const padded = tf.tensor2d([[1, 2, 3, 0, 0]], [1, 5], 'int32')
    const direct = words.apply(padded) as tf.Tensor
    const { scores } = attention.inspect([direct, direct]).values
    const shares = tf.reshape(scores!, [-1, 5, 5]).arraySync() as number[][][]
    for (const head of shares) for (const row of head.slice(0, 3)) expect(row[3]! + row[4]!).toBe(0)
    const whole = valuesOf(model.predict(padded))
    expect(whole.every(Number.isFinite)).toBe(true)
    model.dispose()
  })

  test('call arguments hold in a model', () => {
    const [left, right] = [layers.input({ shape: [3, 4] }), layers.input({ shape: [null, 4] })]
    const layer = make(0)
    const options = { useCausalMask: true, returnAttentionScores: true }
    const outputs = layer.apply([left, right], options) as tfl.SymbolicTensor[]
    const heads = { multiHeadAttention: [2], groupQueryAttention: [4] }[name] ?? []
    expect(outputs.map(({ shape }) => shape)).toEqual([
      [null, 3, 4],
      [null, ...heads, 3, null],
    ])
    const model = tfl.model({ inputs: [left, right], outputs })
    const [q, v] = [query(), value()]
    const found = model.predict([q, v]) as tf.Tensor[]
    const direct = layer.inspect([q, v], options)
    found.forEach((output, i) => expect(valuesOf(output)).toEqual(valuesOf(direct.outputs[i])))
    expect(() => layer.apply([left, right])).toThrow(LayerError)
    model.dispose()
  })

  test('two of them in one model have weights of their own names, and their configuration comes back', () => {
    const input = layers.input({ shape: [3, 4] })
    const [first, second] = [make(0), make(0)]
    const inner = first.apply([input, input]) as tfl.SymbolicTensor
    const model = tfl.model({ inputs: input, outputs: second.apply([inner, input]) as tfl.SymbolicTensor })
    const names = model.weights.map(({ originalName }) => originalName)
    expect(new Set(names).size).toBe(names.length)
    const copy = fromConfig(first.getClassName(), first.getConfig())
    expect({ ...copy.getConfig(), name: '' }).toEqual({ ...first.getConfig(), name: '' })
    model.dispose()
  })

  test('1,000 calls leave no tensor', () => {
    const [layer, q, v] = [make(0.1), query(), value()]
    tf.dispose(layer.apply([q, v]) as tf.Tensor)
    const before = tf.memory().numTensors
    for (let i = 0; i < 1000; i++)
      tf.dispose(layer.apply([q, v], { training: true, useCausalMask: true }) as tf.Tensor)
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('dropout of the shares', () => {
  // One value, all shares 1: what comes out is the value times keep / (1 - rate).
  const ones = tf.ones([1, 4000, 1])
  const one = tf.ones([1, 1, 1])

  test.each([0.2, 0.5, 0.8])('keeps a share 1 - %f, scaled by 1 / (1 - rate)', (rate) => {
    for (const layer of [
      layers.attention({ dropout: rate, seed: 5 }),
      layers.additiveAttention({ dropout: rate, seed: 5 }),
    ]) {
      const draws = Array.from({ length: 5 }, () =>
        valuesOf(layer.apply([ones, one], { training: true })),
      ).flat()
      const kept = draws.filter((entry) => entry !== 0)
      // 20,000 draws: five standard deviations of the share.
      const bound = 5 * Math.sqrt((rate * (1 - rate)) / draws.length)
      expect(Math.abs(kept.length / draws.length - (1 - rate))).toBeLessThan(bound)
      for (const entry of kept) expect(entry).toBeCloseTo(1 / (1 - rate), 5)
    }
  })

  test.each(['multiHeadAttention', 'groupQueryAttention'])('%s drops whole tokens, in each head', (name) => {
    setRandomSeed(3)
    const rate = 0.25
    const make = {
      multiHeadAttention: () =>
        layers.multiHeadAttention({ numHeads: 2, keyDim: 1, dropout: rate, useBias: false, outputShape: 2 }),
      groupQueryAttention: () =>
        layers.groupQueryAttention({
          headDim: 1,
          numQueryHeads: 2,
          numKeyValueHeads: 1,
          dropout: rate,
          useBias: false,
        }),
    }[name]!
    const layer = make()
    const [q, v] = [tf.ones([1, 4000, 2]), tf.ones([1, 1, 2])]
    layer.build([q.shape, v.shape])
    // Values of 1 that each head gives to an output of its own.
    layer.setWeights(
      layer.weights.map(({ shape }, i) =>
        i < 3 ? tf.fill(shape as number[], 0.5) : tf.tensor([1, 0, 0, 1], shape as number[]),
      ),
    )
    const draws = valuesOf(layer.apply([q, v], { training: true }))
    const kept = draws.filter((entry) => entry !== 0)
    const bound = 5 * Math.sqrt((rate * (1 - rate)) / draws.length)
    expect(Math.abs(kept.length / draws.length - (1 - rate))).toBeLessThan(bound)
    for (const entry of kept) expect(entry).toBeCloseTo(1 / (1 - rate), 5)
    const pairs = tf.tensor2d(draws, [4000, 2]).arraySync()
    expect(pairs.filter(([a, b]) => (a === 0) !== (b === 0)).length).toBeGreaterThan(1000)
    const { outputs, values } = layer.inspect([q, v], { training: true })
    expect(valuesOf(outputs[0])).not.toEqual(draws)
    // As Keras gives them, the shares of several heads are those before dropout.
    expect(new Set(valuesOf(values['scores']))).toEqual(new Set([1]))
  })

  test('the same seed gives the same row of different draws', () => {
    const row = (seed: number) => {
      const layer = layers.attention({ dropout: 0.5, seed })
      return [1, 2].map(() => valuesOf(layer.apply([ones, one], { training: true })))
    }
    expect(row(4)).toEqual(row(4))
    expect(row(4)[0]).not.toEqual(row(4)[1])
    expect(row(4)[0]).not.toEqual(row(5)[0])
  })
})

test('a mask that is no list, or no mask of a layer of heads, is refused', () => {
  const mask = tf.ones([2, 3], 'bool')
  expect(() => layers.attention().apply([query(), value()], { mask })).toThrow(LayerError)
  expect(() => makers['multiHeadAttention']!(0).apply([query(), value()], { mask })).toThrow(/query_mask/)
})

test('projections are initialized apart, frozen together, and counted', () => {
  const layer = layers.multiHeadAttention({ numHeads: 2, keyDim: 3 })
  layer.build([
    [null, 3, 4],
    [null, 5, 4],
  ])
  expect(layer.countParams()).toBe(3 * (4 * 6 + 6) + 6 * 4 + 4)
  expect(layer.weights.map(({ name }) => name)).toEqual(Array(4).fill(['kernel', 'bias']).flat())
  expect(valuesOf(layer.weights[0]!.read())).not.toEqual(valuesOf(layer.weights[2]!.read()))
  layer.trainable = false
  expect(layer.trainableWeights).toHaveLength(0)
  expect(layer.nonTrainableWeights).toHaveLength(8)
})
