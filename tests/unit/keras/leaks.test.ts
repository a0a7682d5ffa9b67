import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { fromConfig, layerNames } from '../../../src/keras/index.ts'
import { loadCases, type Case } from '../../verify/cases.ts'
import { callOptions, className } from '../../verify/check.ts'
import { plainConfig, toTensor } from '../../verify/tensors.ts'

const CALLS = 1000

/** One case a class: the smallest that computes something. */
const smallest = new Map<string, Case>()
const sizeOf = (one: Case) =>
  (one.inputs ?? []).reduce((sum, { shape }) => sum + shape.reduce<number>((n, d) => n * (d ?? 2), 1), 0)
for (const one of loadCases([])) {
  if (!one.outputs || !one.inputs?.length || one.adapt) continue
  const known = smallest.get(className(one))
  if (!known || (sizeOf(one) > 0 && sizeOf(one) < sizeOf(known))) smallest.set(className(one), one)
}

beforeAll(() => tf.setBackend('cpu'))

test('every class but those that compute nothing by themselves is called', () => {
  expect(
    layerNames()
      .filter((name) => !smallest.has(name))
      .sort(),
  ).toEqual(['InputLayer', 'Wrapper'])
})

describe(`${CALLS} calls leave no tensor`, () => {
  test.each([...smallest])('%s', (_name, one) => {
    const layer = fromConfig(className(one), plainConfig(one.config ?? {}))
    const inputs = one.inputs!.map(toTensor)
    const options = callOptions(one, inputs)
    const given = layer.takesList || inputs.length > 1 ? inputs : inputs[0]!
    const call = () => tf.dispose(layer.apply(given, { ...options }) as tf.Tensor)
    call()
    const before = tf.memory().numTensors
    for (let i = 0; i < CALLS; i++) call()
    expect(tf.memory().numTensors).toBe(before)
  })
})
