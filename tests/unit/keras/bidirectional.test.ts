import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import type { Tensor } from '@tensorflow/tfjs-core'
import { input, model, sequential, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
// Not through the index: no registry, so that what needs one shows.
import { dense } from '../../../src/keras/core/dense.ts'
import { LayerError } from '../../../src/keras/errors.ts'
import { gru } from '../../../src/keras/recurrent/gru.ts'
import { lstm } from '../../../src/keras/recurrent/lstm.ts'
import { rnn } from '../../../src/keras/recurrent/rnn.ts'
import { lstmCell } from '../../../src/keras/recurrent/lstm_cell.ts'
import { bidirectional } from '../../../src/keras/wrapper/bidirectional.ts'
import { timeDistributed } from '../../../src/keras/wrapper/time_distributed.ts'
import { tf, valuesOf } from './backend.ts'

const x = () => tf.randomUniform([2, 4, 3], -1, 1, 'float32', 5)
const list = (result: unknown) => result as Tensor[]

describe('bidirectional', () => {
  test('copies its layer, weights left behind, without any registry', () => {
    const inner = lstm({ units: 2, name: 'reader', seed: 7 })
    inner.build([2, 4, 3])
    const layer = bidirectional({ layer: inner })
    expect([layer.forwardLayer.name, layer.backwardLayer.name]).toEqual(['forward_reader', 'backward_reader'])
    expect(layer.forwardLayer).not.toBe(inner)
    expect(layer.forwardLayer.built && layer.backwardLayer.built).toBe(true)
    expect(layer.weights.some((weight) => inner.weights.includes(weight))).toBe(false)
    expect(layer.weights.map((weight) => weight.path)).toEqual(
      ['forward_reader', 'backward_reader'].flatMap((name) =>
        ['kernel', 'recurrent_kernel', 'bias'].map((weight) => `${name}/lstm_cell/${weight}`),
      ),
    )
    const cells = bidirectional({ layer: rnn({ cell: lstmCell({ units: 2 }) }) })
    expect((cells.apply(x()) as Tensor).shape).toEqual([2, 4])
  })

  test('a layer written as an object needs the registry', () => {
    const written = { class_name: 'LSTM', config: { units: 2 } }
    expect(() => bidirectional({ layer: written })).toThrow(LayerError)
  })

  test('a given backward layer is used as it is, and told to give zeros at masked steps', () => {
    const backward = gru({ units: 2, goBackwards: true, returnSequences: true })
    const layer = bidirectional({ layer: gru({ units: 2, returnSequences: true }), backwardLayer: backward })
    expect(layer.backwardLayer).toBe(backward)
    expect(backward.getConfig()['zero_output_for_mask']).toBe(true)
  })

  test('joins what the two layers give alone', () => {
    const layer = bidirectional({ layer: gru({ units: 2, returnSequences: true }), mergeMode: null })
    const [input, given] = [x(), x()]
    const [forward, backward] = list(layer.apply(input)).map(valuesOf)
    expect(forward).toEqual(valuesOf(layer.forwardLayer.apply(given)))
    const alone = layer.backwardLayer.apply(given) as Tensor
    expect(backward).toEqual(valuesOf(tf.reverse(alone, 1)))
  })

  test('stateful layers go on from call to call, until the states are reset', () => {
    const layer = bidirectional({ layer: lstm({ units: 2, stateful: true }) })
    const first = valuesOf(layer.apply(x()))
    expect(valuesOf(layer.apply(x()))).not.toEqual(first)
    layer.resetStates()
    expect(valuesOf(layer.apply(x()))).toEqual(first)
    expect(layer.stateful).toBe(true)
  })

  test('inspect gives the values inside both layers', () => {
    const layer = bidirectional({ layer: lstm({ units: 2 }) })
    const { outputs, values } = layer.inspect(x())
    expect(outputs[0]!.shape).toEqual([2, 4])
    expect(Object.keys(values).sort()).toEqual(
      ['backward', 'forward'].flatMap((way) =>
        ['c', 'candidate', 'f', 'h', 'i', 'o'].map((name) => `${way}_${name}`),
      ),
    )
    expect(values['backward_h']!.shape).toEqual([2, 4, 2])
  })

  test('both layers draw by the seed; without one, each draws its own', () => {
    const layer = bidirectional({ layer: gru({ units: 2, dropout: 0.5, seed: 3 }) })
    const { values } = layer.inspect(tf.ones([2, 4, 30]), { training: true })
    expect(valuesOf(values['forward_dropout_mask'])).toEqual(valuesOf(values['backward_dropout_mask']))
    const open = bidirectional({ layer: gru({ units: 2, dropout: 0.5 }) })
    const drawn = open.inspect(tf.ones([2, 4, 30]), { training: true }).values
    expect(valuesOf(drawn['forward_dropout_mask'])).not.toEqual(valuesOf(drawn['backward_dropout_mask']))
  })

  test('a call leaves nothing but its outputs, and dispose nothing at all', () => {
    const before = tf.memory().numTensors
    const layer = bidirectional({ layer: lstm({ units: 2, returnSequences: true }) })
    const input = x()
    const mask = tf.ones([2, 4], 'bool')
    const output = layer.apply(input, { mask }) as Tensor
    const built = tf.memory().numTensors
    for (let i = 0; i < 3; i++) (layer.apply(input, { mask }) as Tensor).dispose()
    expect(tf.memory().numTensors).toBe(built)
    expect(mask.isDisposed).toBe(false)
    tf.dispose([input, mask, output])
    layer.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  test('works in functional models, with initial states and both outputs', () => {
    const sequence = input({ shape: [4, 3] })
    const states = Array.from({ length: 4 }, () => input({ shape: [2] }))
    const layer = bidirectional({ layer: lstm({ units: 2 }), mergeMode: null })
    const outputs = layer.apply(sequence, { initialState: states }) as SymbolicTensor[]
    expect(outputs.map((output) => output.shape)).toEqual([
      [null, 2],
      [null, 2],
    ])
    const whole = model({ inputs: [sequence, ...states], outputs })
    const given = states.map((_, i) => tf.fill([2, 2], i / 4))
    const predicted = list(whole.predict([x(), ...given])).map(valuesOf)
    const direct = list(layer.apply(x(), { initialState: given })).map(valuesOf)
    predicted.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(direct[i]![j]!, 6)))
  })

  test('trains in tf.sequential together with timeDistributed', async () => {
    const network = sequential()
    network.add(bidirectional({ layer: gru({ units: 4, returnSequences: true }), inputShape: [4, 3] }))
    network.add(timeDistributed({ layer: dense({ units: 1 }) }))
    network.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
    expect(network.outputs[0]!.shape).toEqual([null, 4, 1])
    const target = tf.sum(x(), 2, true)
    const { history } = await network.fit(x(), target, { epochs: 30, verbose: 0 })
    const losses = history['loss'] as number[]
    expect(losses.at(-1)!).toBeLessThan(losses[0]!)
  })
})
