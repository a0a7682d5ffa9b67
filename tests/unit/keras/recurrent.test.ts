import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { Layer, layers, LayerError, setRandomSeed, type Shape } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const noise = (...shape: number[]) => tf.randomUniform(shape, -1, 1, 'float32', 4)
const x = noise(2, 5, 3)
const training = { training: true }

const differs = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!
const listOf = (outputs: unknown) => [outputs].flat() as tf.Tensor[]

function copyOf<L extends Layer>(layer: L, like: Layer, shape: Shape): L {
  layer.build(shape)
  layer.setWeights(like.getWeights())
  return layer
}

/** Counts its steps and multiplies the sum of each input by the count: a cell as a reader would write it. */
class Counter extends Layer {
  static override readonly className = 'Counter'
  readonly stateSize = 1

  constructor(config = {}) {
    super({}, config)
  }

  protected override forward([input, count]: tf.Tensor[]) {
    const next = tf.add(count!, 1)
    return [tf.mul(tf.sum(input!, 1, true), next), next]
  }

  override computeOutputShape(shape: Shape): Shape[] {
    return [
      [shape[0]!, 1],
      [shape[0]!, 1],
    ]
  }
}

class CounterFromTen extends Counter {
  getInitialState(batch: number) {
    return tf.fill([batch, 1], 10)
  }
}

describe('rnn over a cell of one’s own', () => {
  const ramp = tf.reshape(tf.range(1, 7), [1, 3, 2])

  test('gives its outputs and states, step by step', () => {
    const layer = layers.rnn({ cell: new Counter(), returnSequences: true, returnState: true })
    const [outputs, state] = listOf(layer.apply(ramp))
    expect(outputs!.shape).toEqual([1, 3, 1])
    expect(valuesOf(outputs)).toEqual([3, 14, 33])
    expect(valuesOf(state)).toEqual([3])
    expect(layer.computeOutputShape([null, null, 2])).toEqual([
      [null, null, 1],
      [null, 1],
    ])
  })

  test('takes its first state, and zeros once a stateful layer is reset', () => {
    const layer = layers.rnn({ cell: new CounterFromTen(), stateful: true })
    const calls = () => valuesOf(layer.apply(ramp) as tf.Tensor)
    expect(calls()).toEqual([11 * 13])
    expect(calls()).toEqual([11 * 16])
    layer.resetStates()
    expect(calls()).toEqual([11 * 3])
  })

  test('works between other cells', () => {
    const cells = [new Counter(), layers.simpleRNNCell({ units: 2 }), new Counter()]
    const layer = layers.rnn({ cell: cells, returnState: true })
    expect(listOf(layer.apply(ramp)).map((one) => one.shape)).toEqual([
      [1, 1],
      [1, 1],
      [1, 2],
      [1, 1],
    ])
    expect(Object.keys(layer.inspect(ramp).values)).toEqual(['state_0_0', 'h_1', 'state_0_2'])
  })
})

describe('layers and cells', () => {
  const pairs = [
    ['simpleRNN', (units: number) => layers.simpleRNN({ units }), () => layers.simpleRNNCell({ units: 4 })],
    ['gru', (units: number) => layers.gru({ units }), () => layers.gruCell({ units: 4 })],
    ['lstm', (units: number) => layers.lstm({ units }), () => layers.lstmCell({ units: 4 })],
  ] as const

  test.each(pairs)('%s is rnn over its cell, and that a loop over the cell', (_, layerOf, cellOf) => {
    const layer = layerOf(4)
    const expected = layer.apply(x) as tf.Tensor
    const cell = cellOf()
    const over = copyOf(layers.rnn({ cell }), layer, [2, 5, 3])
    expect(differs(over.apply(x) as tf.Tensor, expected)).toBeLessThan(1e-6)
    let [output, ...states] = [tf.zeros([2, 4]), ...cell.getInitialState(2)] as [tf.Tensor, ...tf.Tensor[]]
    for (const step of tf.unstack(x, 1))
      [output, ...states] = cell.apply(step, { states }) as [tf.Tensor, ...tf.Tensor[]]
    expect(differs(output, expected)).toBeLessThan(1e-6)
  })

  test("weights have Keras's names and paths", () => {
    const layer = layers.lstm({ units: 2, name: 'reader' })
    layer.build([null, null, 3])
    expect(layer.weights.map((weight) => weight.name)).toEqual(['kernel', 'recurrent_kernel', 'bias'])
    expect(layer.weights[0]!.path).toBe('reader/lstm_cell/kernel')
    const cells = [layers.lstmCell({ units: 2, name: 'a' }), layers.gruCell({ units: 2, name: 'b' })]
    const deep = layers.rnn({ cell: layers.stackedRNNCells({ cells, name: 'two' }), name: 'deep' })
    deep.build([null, null, 3])
    expect(deep.weights.map((weight) => weight.path)).toEqual(
      ['a', 'b'].flatMap((cell) =>
        ['kernel', 'recurrent_kernel', 'bias'].map((weight) => `deep/two/${cell}/${weight}`),
      ),
    )
  })

  test('GRU: gates and states fit together', () => {
    const { outputs, values } = layers.gru({ units: 4, returnSequences: true }).inspect(x)
    expect(Object.keys(values)).toEqual(['z', 'r', 'candidate', 'h'])
    const { z, candidate, h } = values as Record<string, tf.Tensor>
    const carried = tf.concat([tf.zeros([2, 1, 4]), tf.slice(h!, [0, 0, 0], [2, 4, 4])], 1)
    const mixed = tf.add(tf.mul(z!, carried), tf.mul(tf.sub(1, z!), candidate!))
    expect(differs(mixed, h!)).toBeLessThan(1e-6)
    expect(differs(outputs[0]!, h!)).toBe(0)
  })

  test('SimpleRNN: h is the output of each step', () => {
    const { outputs, values } = layers.simpleRNN({ units: 4, returnSequences: true }).inspect(x)
    expect(Object.keys(values)).toEqual(['h'])
    expect(differs(outputs[0]!, values['h']!)).toBe(0)
  })

  test('LSTM: values come in one order, dropout masks first', () => {
    const layer = layers.lstm({ units: 2, dropout: 0.5, recurrentDropout: 0.5 })
    const { values } = layer.inspect(x, training)
    const names = ['dropout_mask', 'recurrent_dropout_mask', 'i', 'f', 'candidate', 'o', 'h', 'c']
    expect(Object.keys(values)).toEqual(names)
  })
})

describe('dropout', () => {
  const ones = tf.ones([200, 3, 50])

  test.each([0.2, 0.5, 0.9])('rate %f keeps a share 1 - rate, scaled by 1 / (1 - rate)', (rate) => {
    const layer = layers.gru({ units: 40, dropout: rate, recurrentDropout: rate, seed: 3 })
    const { values } = layer.inspect(ones, training)
    for (const [name, size] of [
      ['dropout_mask', 200 * 50],
      ['recurrent_dropout_mask', 200 * 40],
    ] as const) {
      const drawn = valuesOf(values[name])
      expect(drawn).toHaveLength(size)
      const kept = drawn.filter((value) => value !== 0)
      // Five standard deviations of the share.
      expect(Math.abs(kept.length / size - (1 - rate))).toBeLessThan(
        5 * Math.sqrt((rate * (1 - rate)) / size),
      )
      expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]))
    }
  })

  test.each(['simpleRNN', 'gru', 'lstm'] as const)('%s: one seed, one row of different masks', (name) => {
    const make = () => layers[name]({ units: 4, dropout: 0.5, recurrentDropout: 0.5, seed: 7 })
    const layer = make()
    const draws = [0, 1, 2].map(() => valuesOf(layer.inspect(x, training).values['dropout_mask']).join())
    expect(new Set(draws).size).toBe(3)
    const again = make()
    expect([0, 1, 2].map(() => valuesOf(again.inspect(x, training).values['dropout_mask']).join())).toEqual(
      draws,
    )
    expect(layer.inspect(x).values).not.toHaveProperty('dropout_mask')
  })

  test('simpleRNN: the masks multiply input and state', () => {
    const layer = layers.simpleRNN({ units: 4, dropout: 0.5, recurrentDropout: 0.5, seed: 1 })
    const { outputs, values } = layer.inspect(x, training)
    const [kernel, recurrent] = layer.getWeights() as tf.Tensor2D[]
    const drop = (one: tf.Tensor, mask: string) => tf.mul(one, values[mask]!) as tf.Tensor2D
    let h = tf.zeros([2, 4])
    for (const step of tf.unstack(x, 1))
      h = tf.tanh(
        tf.add(
          tf.matMul(drop(step, 'dropout_mask'), kernel!),
          tf.matMul(drop(h, 'recurrent_dropout_mask'), recurrent!),
        ),
      )
    expect(differs(outputs[0]!, h)).toBeLessThan(1e-6)
  })

  test('cells called one by one keep their masks until they are reset', () => {
    const cell = layers.gruCell({ units: 4, dropout: 0.5, seed: 2 })
    const step = tf.ones([6, 8])
    const maskOf = () =>
      valuesOf((cell.apply(step, { states: [tf.zeros([6, 4])], ...training }) as tf.Tensor[])[0]).join()
    const first = maskOf()
    expect(maskOf()).toBe(first)
    cell.resetDropoutMask()
    expect(maskOf()).not.toBe(first)
  })

  test('stacked cells draw each their own', () => {
    const cell = [0, 1].map((seed) =>
      layers.lstmCell({ units: 3, dropout: 0.5, recurrentDropout: 0.5, seed }),
    )
    const { values } = layers.rnn({ cell }).inspect(x, training)
    expect(Object.keys(values).filter((name) => name.includes('dropout'))).toEqual([
      'dropout_mask_0',
      'recurrent_dropout_mask_0',
      'dropout_mask_1',
      'recurrent_dropout_mask_1',
    ])
  })
})

describe('states', () => {
  test('a stateful model is reset as a whole', () => {
    const model = tfl.sequential({
      layers: [layers.gru({ units: 2, stateful: true, inputShape: [5, 3] })].map((layer) => {
        layer.batchInputShape = [2, 5, 3]
        return layer
      }),
    })
    const predict = () => valuesOf(model.predict(x))
    const first = predict()
    expect(predict()).not.toEqual(first)
    model.resetStates()
    expect(predict()).toEqual(first)
  })

  test('first states of a model may be symbolic', () => {
    const [input, h, c] = [[5, 3], [2], [2]].map((shape) => tfl.input({ shape }))
    const layer = layers.lstm({ units: 2, returnSequences: true })
    const output = layer.apply(input!, { initialState: [h!, c!] }) as tfl.SymbolicTensor
    const model = tfl.model({ inputs: [input!, h!, c!], outputs: output })
    const states = [noise(2, 2), noise(2, 2)]
    const expected = layer.apply(x, { initialState: states }) as tf.Tensor
    expect(differs(model.predict([x, ...states]) as tf.Tensor, expected)).toBeLessThan(1e-6)
    expect(() => layer.apply(input!, { initialState: states })).toThrow(LayerError)
    expect(() => layer.apply(input!, { initialState: [h!] })).toThrow(LayerError)
  })

  test('the last states of one layer start another, under its own mask', () => {
    const [source, target] = [tfl.input({ shape: [5] }), tfl.input({ shape: [4] })]
    const embed = (size: number) => layers.embedding({ inputDim: 9, outputDim: size, maskZero: true })
    const [first, second] = [embed(3), embed(2)]
    const encoder = layers.gru({ units: 4, returnState: true })
    const decoder = layers.gru({ units: 4, returnSequences: true })
    const [, state] = encoder.apply(first.apply(source) as tfl.SymbolicTensor) as tfl.SymbolicTensor[]
    const output = decoder.apply(second.apply(target) as tfl.SymbolicTensor, { initialState: state })
    const model = tfl.model({ inputs: [source, target], outputs: output as tfl.SymbolicTensor })
    const words = tf.tensor2d([1, 2, 3, 0, 0, 4, 5, 0, 0, 0], [2, 5])
    const others = tf.tensor2d([6, 7, 0, 0, 8, 0, 0, 0], [2, 4])
    const [, h] = encoder.apply(first.apply(words) as tf.Tensor) as tf.Tensor[]
    const expected = decoder.apply(second.apply(others) as tf.Tensor, { initialState: h! }) as tf.Tensor
    expect(differs(model.predict([words, others]) as tf.Tensor, expected)).toBeLessThan(1e-6)
  })
})

test('a deep model learns, and its weights survive a copy', async () => {
  setRandomSeed(2)
  const make = () =>
    tfl.sequential({
      layers: [
        layers.rnn({
          cell: [layers.gruCell({ units: 4, name: 'low' }), layers.lstmCell({ units: 3, name: 'high' })],
          name: 'deep',
          returnSequences: true,
          inputShape: [5, 3],
        }),
        layers.simpleRNN({ units: 1, name: 'last' }),
      ],
    })
  const model = make()
  model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' })
  const { history } = await model.fit(x, tf.tensor2d([[0.5], [-0.5]]), { epochs: 20, verbose: 0 })
  const losses = history['loss'] as number[]
  expect(losses.at(-1)!).toBeLessThan(losses[0]! * 0.5)
  const saved: tf.io.ModelArtifacts[] = []
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved.push(artifacts)
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } }
    }),
  )
  const names = saved[0]!.weightSpecs!.map(({ name }) => name)
  expect(new Set(names).size).toBe(9)
  expect(names[0]).toMatch(/^deep\/stacked_rnn_cells(_\d+)?\/low\/kernel$/)
  const other = make()
  other.setWeights(model.getWeights())
  expect(differs(other.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor)).toBe(0)
})
