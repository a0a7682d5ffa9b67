import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { layers } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

type Symbolic = tfl.SymbolicTensor

/** Rows of words; 0 is padding. */
const words = tf.tensor2d([
  [3, 1, 2, 0],
  [4, 0, 0, 0],
])
const rows = [[3, 1, 2], [4]]

const close = (actual: unknown, expected: unknown) => {
  const wanted = valuesOf(expected)
  expect((actual as tf.Tensor).shape).toEqual((expected as tf.Tensor).shape)
  valuesOf(actual).forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 5))
}
const on = (layer: tfl.layers.Layer, ...inputs: Symbolic[]) =>
  layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as Symbolic
const table = () => layers.embedding({ inputDim: 6, outputDim: 3, maskZero: true })

/** What the layers give for each row by itself, without its padding. */
function unpadded(chain: readonly tfl.layers.Layer[]): tf.Tensor {
  const results = rows.map((row) =>
    chain.reduce<tf.Tensor>(
      (x, layer) => {
        delete x.kerasMask
        return layer.apply(x) as tf.Tensor
      },
      tf.tensor2d([row]),
    ),
  )
  return tf.concat(results as tf.Tensor2D[], 0)
}

describe('padding does not count', () => {
  const chains: [string, () => tfl.layers.Layer[]][] = [
    ['Embedding → LSTM', () => [table(), layers.lstm({ units: 2 })]],
    [
      'Embedding → Dropout → Dense → GRU',
      () => [table(), layers.dropout({ rate: 0.5 }), layers.dense({ units: 4 }), layers.gru({ units: 2 })],
    ],
    [
      'Embedding → LSTM of sequences → SimpleRNN → Dense',
      () => [
        table(),
        layers.lstm({ units: 2, returnSequences: true }),
        layers.simpleRNN({ units: 3 }),
        layers.dense({ units: 1 }),
      ],
    ],
    [
      'Embedding → LayerNormalization → Activation → GlobalAveragePooling1D',
      () => [
        table(),
        layers.layerNormalization(),
        layers.activation({ activation: 'tanh' }),
        layers.globalAveragePooling1d(),
      ],
    ],
    [
      'Embedding → TimeDistributed → Bidirectional',
      () => [
        table(),
        layers.timeDistributed({ layer: layers.dense({ units: 2 }) }),
        layers.bidirectional({ layer: layers.lstm({ units: 2 }) }),
      ],
    ],
  ]
  test.each(chains)('%s', (_, make) => {
    const chain = make()
    const model = tfl.sequential({ layers: [layers.inputLayer({ shape: [null] }), ...chain] })
    close(model.predict(words), unpadded(chain))
  })

  test('in a model within a model', () => {
    const [first, second] = [table(), layers.dense({ units: 4, inputShape: [4, 3] })]
    const rnn = layers.lstm({ units: 2 })
    const inner = tfl.sequential({ layers: [second, layers.activation({ activation: 'tanh' })] })
    const x = layers.input({ shape: [4] }) as Symbolic
    const model = tfl.model({ inputs: x, outputs: on(rnn, on(inner, on(first, x))) })
    close(model.predict(words), unpadded([first, second, layers.activation({ activation: 'tanh' }), rnn]))
  })

  test('in training too', async () => {
    const losses = await Promise.all(
      [words, tf.tensor2d([[3, 1, 2]])].map(async (x, i) => {
        const ones = { kernelInitializer: 'ones' }
        const model = tfl.sequential({
          layers: [
            layers.inputLayer({ shape: [null] }),
            layers.embedding({ inputDim: 6, outputDim: 3, maskZero: true, embeddingsInitializer: 'ones' }),
            layers.dropout({ rate: 0 }),
            layers.lstm({ units: 2, recurrentInitializer: 'ones', ...ones }),
            layers.dense({ units: 1, ...ones }),
          ],
        })
        model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
        const first = i === 0 ? tf.slice(x, [0, 0], [1, 4]) : x
        const { history } = await model.fit(first, tf.zeros([1, 1]), { epochs: 3, verbose: 0 })
        return history['loss'] as number[]
      }),
    )
    losses[0]!.forEach((loss, i) => expect(loss).toBeCloseTo(losses[1]![i]!, 5))
  })
})

describe('a mask stays where it belongs', () => {
  test('not on a branch without one', () => {
    // tfjs's executor keeps the mask of one layer for the layers run after it.
    const [ids, plain] = [layers.input({ shape: [4] }), layers.input({ shape: [4, 3] })] as Symbolic[]
    const [masked, free] = [layers.lstm({ units: 2 }), layers.lstm({ units: 2 })]
    const first = table()
    const joined = on(layers.concatenate(), on(masked, on(first, ids!)), on(free, plain!))
    const model = tfl.model({ inputs: [ids!, plain!], outputs: joined })
    const x = tf.randomUniform([2, 4, 3], -1, 1, 'float32', 1)
    const expected = tf.concat([unpadded([first, masked]) as tf.Tensor2D, free.apply(x) as tf.Tensor2D], 1)
    close(model.predict([words, x]), expected)
  })

  test('not behind a layer that ends masking', () => {
    const first = table()
    const [flatten, reshape] = [layers.flatten(), layers.reshape({ targetShape: [4, 3] })]
    const rnn = layers.lstm({ units: 2 })
    const model = tfl.sequential({
      layers: [layers.inputLayer({ shape: [4] }), first, flatten, reshape, rnn],
    })
    const flat = first.apply(words) as tf.Tensor
    delete flat.kerasMask
    close(model.predict(words), rnn.apply(flat))
  })

  test('and ends where several inputs become one, as in Keras 3.3.3', () => {
    const [a, b] = [table(), table()]
    const x = layers.input({ shape: [4] }) as Symbolic
    const rnn = layers.lstm({ units: 2 })
    const model = tfl.model({ inputs: x, outputs: on(rnn, on(layers.add(), on(a, x), on(b, x))) })
    const sum = tf.add(a.apply(words) as tf.Tensor, b.apply(words) as tf.Tensor)
    close(model.predict(words), rnn.apply(sum))
  })

  test('and goes with its tensor', () => {
    const first = table()
    first.build([null, 4])
    const before = tf.memory().numTensors
    const y = tf.tidy(() => {
      const vectors = first.apply(words) as tf.Tensor
      return layers.dropout({ rate: 0.5 }).apply(vectors) as tf.Tensor
    })
    expect(valuesOf(y.kerasMask)).toEqual([1, 1, 1, 0, 1, 0, 0, 0])
    expect(tf.memory().numTensors).toBe(before + 2)
    y.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
