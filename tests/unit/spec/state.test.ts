import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layerIds, loadLayer } from '../../../src/catalog/layers.ts'
import {
  common,
  configOf,
  defineLayer,
  field,
  kinds,
  labFields,
  param,
  readAddress,
  required,
  startState,
  writeAddress,
  type AnyDeclaration,
  type Control,
  type LabState,
} from '../../../src/spec/index.ts'

const { choice, dims, int } = kinds

const sample = defineLayer({
  keras: 'Sample',
  params: {
    units: required(int({ min: 1, max: 8 }), 3),
    activation: common.activation(),
    kernel_regularizer: common.regularizer(),
    padding: param(choice(['valid', 'same']), 'valid', { start: 'same' }),
  },
  demo: { input_size: field(int({ min: 1, max: 9 }), 5), input_shape: field(dims({ holes: false }), [3, 4]) },
  plan: () => ({ passes: { main: { inputs: [] } }, seed: 0 }),
  presets: {},
  figure: null,
  predict: [],
  legacy: {},
  plain: null,
}) as unknown as AnyDeclaration

const open = (query: string) => readAddress(sample, new URLSearchParams(query))

describe('an address', () => {
  test('without a query is the start', () => {
    expect(open('')).toEqual({ state: startState(sample), problems: [] })
    expect(startState(sample)).toEqual({
      units: 3,
      activation: null,
      kernel_regularizer: null,
      padding: 'same',
      input_size: 5,
      input_shape: [3, 4],
    })
  })

  test('sets parameters, demo controls and pickers', () => {
    const { state, problems } = open('units=4&activation=relu&input_shape=2,6&view_step=7')
    expect(problems).toEqual([])
    expect(state).toMatchObject({ units: 4, activation: 'relu', input_shape: [2, 6], view_step: 7 })
  })

  test('tells of what cannot be used, and keeps the start in its place', () => {
    const { state, problems } = open(
      'units=many&padding=causal&input_size=12&view_step=-1&kernel_regularizer=l2',
    )
    expect(state).toEqual(startState(sample))
    expect(problems.map(({ name, given, issue }) => [name, given, issue.code])).toEqual([
      ['units', 'many', 'integer'],
      ['padding', 'causal', 'choice'],
      ['input_size', '12', 'range'],
      ['view_step', '-1', 'integer'],
      ['kernel_regularizer', 'l2', 'not-offered'],
    ])
  })

  test('leaves other people’s names alone', () => {
    expect(open('utm_source=mail&lang=zh&__proto__=1&constructor=2&toString=3')).toEqual({
      state: startState(sample),
      problems: [],
    })
  })

  test('is written short: what stands at its start is left out', () => {
    expect(writeAddress(sample, { ...startState(sample), units: 5 }).toString()).toBe('units=5')
    // Keras's own default is not the start here, so it has to be said.
    expect(writeAddress(sample, { ...startState(sample), padding: 'valid' }).toString()).toBe('padding=valid')
  })
})

test('a configuration holds what the lab offers, and nothing of the demo', () => {
  expect(configOf(sample, startState(sample))).toEqual({ units: 3, activation: null, padding: 'same' })
})

test('a demo control may not take a parameter’s name, nor a scene set what is not there', () => {
  expect(() =>
    defineLayer({ ...sample, demo: { units: field(int({ min: 1, max: 2 }), 1) } } as never),
  ).toThrow(/units/)
  expect(() => defineLayer({ ...sample, presets: { odd: { strides: 2 } } } as never)).toThrow(/strides/)
})

/** Texts that a control can hold. */
function texts(control: Control): fc.Arbitrary<string> {
  switch (control.as) {
    case 'slider': {
      const steps = Math.round((control.max - control.min) / control.step)
      const value = fc
        .integer({ min: 0, max: steps })
        .map((n) => String(Number((control.min + n * control.step).toFixed(6))))
      return control.optional ? fc.oneof(value, fc.constant('None')) : value
    }
    case 'axes':
      return fc
        .array(fc.integer({ min: control.min, max: control.max }), {
          minLength: control.rank,
          maxLength: control.rank,
        })
        .map((v) => v.join(', '))
    case 'choice':
      return fc.constantFrom(...control.options)
    case 'switch':
      return fc.constantFrom('true', 'false')
    case 'text':
      return fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }).map((v) => v.join(', '))
  }
}

describe.each(layerIds)('%s', (id) => {
  test('any state survives its address, and any query opens', async () => {
    const declaration = await loadLayer(id)
    const fields = labFields(declaration)
    const names = Object.keys(fields)
    const format = (state: LabState) =>
      Object.fromEntries(names.map((name) => [name, fields[name]!.kind.format(state[name])]))
    const drawn = fc.record(
      Object.fromEntries(names.map((name) => [name, texts(fields[name]!.kind.control)])),
    )
    fc.assert(
      fc.property(drawn, fc.nat(999), (given, step) => {
        const opened = readAddress(declaration, new URLSearchParams({ ...given, view_step: String(step) }))
        expect(opened.problems).toEqual([])
        const back = readAddress(declaration, writeAddress(declaration, opened.state))
        expect(format(back.state)).toEqual(format(opened.state))
        expect(back.state['view_step']).toBe(step)
      }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string())),
        (pairs) => {
          const { state } = readAddress(declaration, new URLSearchParams(pairs))
          expect(Object.keys(state)).toEqual(expect.arrayContaining(Object.keys(startState(declaration))))
        },
      ),
    )
  })
})
