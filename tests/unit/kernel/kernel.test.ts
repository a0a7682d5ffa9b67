import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'

vi.hoisted(() => Object.assign(globalThis, { self: globalThis }))
vi.mock('../../../src/runtime/sandbox/worker/realm.ts', async () => {
  const { messages } = await import('./messages.ts')
  return { post: (text: string) => void messages.push(text), whenIdle: () => {} }
})

import '../../../src/runtime/kernel/worker/soon.ts'
import { Bench } from './bench.ts'
import { act, watchTraining } from '../../../src/runtime/kernel/worker/training.ts'
import { watchWorld } from '../../../src/runtime/kernel/worker/zone.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
  watchWorld()
  watchTraining()
})

let bench: Bench
const notebook = async (sources: Record<string, string>, ...wanted: string[]) => {
  bench = new Bench()
  await bench.run(sources, ...wanted)
  return bench
}
afterEach(() => vi.useRealTimers())

describe('dataflow', () => {
  test('cells see what others define, whatever the order', async () => {
    const { texts } = await notebook({
      a: 'x + y',
      b: 'const x = 2',
      c: 'function f() { return 3 }\nconst y = f()',
    })
    expect(texts.call(bench, 'a')).toEqual(['5'])
  })
  test('running a cell runs what it uses and has not run, and nothing else', async () => {
    const b = await notebook({ a: 'x', b: 'const x = z * 2', c: 'const z = 4', d: 'console.log("d")' }, 'a')
    expect([b.texts('a'), b.runs('b'), b.runs('c'), b.runs('d')]).toEqual([['8'], 1, 1, 0])
  })
  test('running a cell again runs those that ran and use it', async () => {
    const b = await notebook({ a: 'const x = 1', b: 'const y = x + 1', c: 'y * 10', d: '7' })
    await b.run({ a: 'const x = 5' }, 'a')
    expect([b.texts('c'), b.runs('a'), b.runs('b'), b.runs('c'), b.runs('d')]).toEqual([['60'], 2, 2, 2, 1])
  })
  test('what was typed in a cell that ran counts only once it runs', async () => {
    const b = await notebook({ a: 'const x = 1', b: 'x' })
    await b.run({ a: 'const x = 2', b: 'x + 100' }, 'b')
    expect(b.texts('b')).toEqual(['101'])
  })
  test('a name that comes to be defined heals the cell that missed it', async () => {
    const b = await notebook({ a: 'x' })
    expect(b.failure('a')).toMatchObject({ name: 'ReferenceError', line: 1 })
    await b.run({ b: 'const x = 3' }, 'b')
    expect(b.texts('a')).toEqual(['3'])
  })
  test('a cell that goes takes its names along', async () => {
    const b = await notebook({ a: 'const x = 1', b: 'x' })
    b.drop('a')
    await b.idle()
    expect(b.failure('b')).toMatchObject({ name: 'ReferenceError' })
  })
  test('a global can be defined by a cell, and a name of the notebook too', async () => {
    const b = await notebook({ a: 'const name = "n", slider = 4', b: '[name, slider].join()' })
    expect(b.texts('b')).toEqual(['n,4'])
  })
  test('promises and generators pass from cell to cell as they are', async () => {
    const b = await notebook({
      a: 'const p = Promise.resolve(1); function* g() { yield 1 } const it = g()',
      b: '[p instanceof Promise, typeof it.next, await p].join()',
    })
    expect(b.texts('b')).toEqual(['true,function,1'])
  })
  test('types, classes, enums and destructuring pass as TypeScript has them', async () => {
    const b = await notebook({
      a: 'interface P { x: number }\nclass A { constructor(public v: P) {} }\nenum E { One = 1 }\nconst { q, ...rest } = { q: 1, r: 2 }',
      b: 'const made: A = new A({ x: 3 })\n;[made.v.x, E.One, q, rest.r].join()',
    })
    expect(b.texts('b')).toEqual(['3,1,1,2'])
  })
})

describe('imports', () => {
  test('are shared, and may stand in several cells', async () => {
    const b = await notebook({
      a: `import * as tf from '@tensorflow/tfjs'`,
      b: `import * as tf from '@tensorflow/tfjs'\ntf.add(1, 2).dataSync()[0]`,
      c: 'tf.scalar(4).dataSync()[0]',
      d: `import { layers, type Shape } from 'layerbook'`,
      e: 'layers.dense({ units: 2 }).apply(tf.ones([1, 3])).shape.join()',
    })
    expect([b.texts('b'), b.texts('c'), b.texts('e')]).toEqual([['3'], ['4'], ['1,2']])
  })
  test('of what is not there are refused with the list', async () => {
    const b = await notebook({ a: `\nimport x from 'lodash'` })
    expect(b.failure('a')).toMatchObject({ code: 'import-unknown', line: 2, values: { module: 'lodash' } })
  })
  test('of one name from two modules clash', async () => {
    const b = await notebook({
      a: `import { layers } from 'layerbook'`,
      b: `import { layers } from '@tensorflow/tfjs'`,
    })
    expect(b.failure('b')).toMatchObject({ code: 'duplicate', values: { name: 'layers', cells: '1, 2' } })
  })
})

describe('what cannot run is told', () => {
  test('a name defined twice', async () => {
    const b = await notebook({ a: 'const x = 1', b: 'let x = 2', c: 'x' })
    expect(b.state('a')).toBe('blocked')
    expect(b.failure('a')).toMatchObject({ code: 'duplicate', values: { name: 'x', cells: '1, 2' } })
    expect(b.failure('c')).toMatchObject({ code: 'upstream', values: { name: 'x' } })
    await b.run({ b: 'let y = 2' }, 'b')
    expect([b.state('a'), b.texts('c')]).toEqual(['done', ['1']])
  })
  test('a cycle, with the cells it goes through', async () => {
    const b = await notebook({ a: 'const x = y', b: 'const y = z', c: 'const z = x', d: 'x', e: '5' })
    for (const cell of ['a', 'b', 'c'])
      expect(b.failure(cell)).toMatchObject({ code: 'cycle', values: { cells: '1, 2, 3' } })
    expect([b.failure('d')?.code, b.texts('e')]).toEqual(['upstream', ['5']])
  })
  test("an assignment to another cell's name", async () => {
    const b = await notebook({ a: 'let x = 1', b: 'const y = 1\nx = 2' })
    expect(b.failure('b')).toMatchObject({ code: 'assign', line: 2, values: { name: 'x', cells: '1' } })
  })
  test('a failing cell, at its line, and those that need it', async () => {
    const b = await notebook({
      a: '\nconst x = fail()\nfunction fail(): number { throw new Error("no") }',
      b: 'x',
    })
    expect(b.failure('a')).toMatchObject({ message: 'no', line: 3 })
    expect([b.state('a'), b.state('b')]).toEqual(['failed', 'blocked'])
    await b.run({ a: 'const x = 1' }, 'a')
    expect([b.state('b'), b.texts('b')]).toEqual(['done', ['1']])
  })
  test('a syntax error, at its line', async () => {
    const b = await notebook({ a: 'const a = 1\nconst = 2' })
    expect(b.failure('a')).toMatchObject({ code: 'syntax', line: 2 })
  })
  test('an error after an await and one in a callback', async () => {
    const b = await notebook({
      a: 'await Promise.resolve()\nnull.x',
      b: 'const f = async () => {\n  await null\n  throw new Error("late")\n}\nawait f()',
    })
    expect([b.failure('a')?.line, b.failure('b')?.line]).toEqual([2, 3])
  })
})

describe('inputs', () => {
  test('are shown, named by their variable, and give their value to other cells', async () => {
    const b = await notebook({ a: 'const n = slider({ min: 1, max: 8 })', b: 'n * 2' })
    expect(b.shown('a')[0]!.output).toMatchObject({
      kind: 'input',
      label: 'n',
      control: { type: 'slider', min: 1, max: 8, step: 1, value: 5 },
    })
    expect(b.texts('b')).toEqual(['10'])
  })
  test('moving one runs only what depends on it', async () => {
    const b = await notebook({
      a: 'const n = slider({ min: 0, max: 10, value: 1 })\nconst m = slider({ min: 0, max: 10, value: 2 })',
      b: 'n',
      c: 'm',
      d: 'const s = n + 1',
      e: 's + m',
    })
    b.clear()
    b.kernel.setInput('a', 0, 7)
    await b.idle()
    expect(['a', 'b', 'c', 'd', 'e'].map((cell) => b.runs(cell))).toEqual([0, 1, 0, 1, 1])
    expect([b.texts('b'), b.texts('e')]).toEqual([['7'], ['10']])
  })
  test('many moves at once compute once, with the latest', async () => {
    const b = await notebook({ a: 'const n = slider({ max: 100, min: 0 })', b: 'n' })
    b.clear()
    for (let value = 1; value <= 60; value++) b.kernel.setInput('a', 0, value)
    await b.idle()
    expect([b.runs('b'), b.texts('b')]).toEqual([1, ['60']])
  })
  test('a setting outlives a new run, but not another definition', async () => {
    const b = await notebook({ a: 'const n = slider({ min: 0, max: 10, value: 1 })', b: 'n' })
    b.kernel.setInput('a', 0, 9)
    await b.idle()
    await b.run({}, 'a')
    expect(b.texts('b')).toEqual(['9'])
    await b.run({ a: 'const n = slider({ min: 0, max: 10, value: 2 })' }, 'a')
    expect(b.texts('b')).toEqual(['2'])
  })
  test('a value that an input cannot have is dropped', async () => {
    const b = await notebook({ a: 'const n = slider({ min: 0, max: 10, value: 1 })', b: 'n' })
    for (const value of [11, -1, NaN, '3', true]) b.kernel.setInput('a', 0, value)
    b.kernel.setInput('a', 4, 1)
    await b.run({}, 'b')
    expect(b.texts('b')).toEqual(['1'])
  })
  test('all kinds', async () => {
    const b = await notebook({
      a: `const s = select(['relu', 'tanh'], { value: 'tanh' }), t = toggle(), w = text({ value: 'hi' })
const k = number({ value: 3 }), go = button('Train')`,
      b: '[s, t, w, k, go].join()',
    })
    expect(b.texts('b')).toEqual(['tanh,false,hi,3,0'])
    b.kernel.setInput('a', 0, 0)
    b.kernel.setInput('a', 4, 1)
    await b.idle()
    expect(b.texts('b')).toEqual(['relu,false,hi,3,1'])
  })
  test('asked for wrongly are refused', async () => {
    const b = await notebook({
      a: 'slider({ min: 3, max: 1 })',
      b: 'slider({ value: 7 })',
      c: 'select([])',
      d: "select(['a'], { value: 'b' as any })",
    })
    const codes = ['a', 'b', 'c', 'd'].map((cell) => b.failure(cell)?.code)
    expect(codes).toEqual(['input-range', 'input-value', 'input-empty', 'input-choice'])
  })
})

describe('outputs', () => {
  test('display, console and the last value, in order; a label takes the place of its like', async () => {
    const b = await notebook({
      a: `display(1); console.log('two', 2); display(3, 'k'); display(4, 'k'); 5`,
    })
    expect(b.texts('a')).toEqual(['1', 'two 2', '4', '5'])
    expect(b.shown('a')[2]!.label).toBe('k')
  })
  test('models and layers', async () => {
    const b = await notebook({
      a: `import * as tf from '@tensorflow/tfjs'\nimport { layers } from 'layerbook'`,
      b: `const model = tf.sequential({ layers: [layers.dense({ units: 3, inputShape: [2] }), layers.dropout({ rate: 0.5 })] })\nmodel`,
      c: `const d = layers.dense({ units: 3 })\nd.apply(tf.ones([1, 2]))\nd`,
    })
    expect(b.shown('b')[0]!.output).toMatchObject({
      kind: 'model',
      params: 9,
      trainable: 9,
      layers: [{ className: 'Dense', shape: '(null, 3)', params: 9 }, { className: 'Dropout' }],
    })
    expect(b.shown('c')[0]!.output).toMatchObject({
      kind: 'layer',
      className: 'Dense',
      inputShape: '(1, 2)',
      outputShape: '(1, 3)',
      params: 9,
      weights: [{ name: 'kernel', tensor: { shape: [2, 3] } }, { name: 'bias' }],
    })
  })
  test('of a run that was overtaken carry its number', async () => {
    const b = await notebook({
      a: 'const n = slider({ min: 0, max: 10, value: 1 })',
      b: 'display("start " + n); await new Promise((resolve) => setTimeout(resolve, 30)); display("end " + n)',
    })
    b.kernel.setInput('a', 0, 2)
    await new Promise((resolve) => setTimeout(resolve, 10))
    b.kernel.setInput('a', 0, 3)
    await b.idle()
    await vi.waitFor(() => expect(b.texts('b')).toEqual(['start 3', 'end 3']))
  })
})

describe('memory', () => {
  test('a run that takes the place of another frees its tensors', async () => {
    const b = await notebook({
      a: `import * as tf from '@tensorflow/tfjs'\nconst n = slider({ min: 1, max: 50, value: 2 })`,
      b: 'const x = tf.ones([n, 2]); const y = await (async () => { await null; return tf.add(x, 1) })()',
      c: 'tf.sum(y).dataSync()[0]',
    })
    const before = tf.memory().numTensors
    for (let value = 3; value < 40; value++) {
      b.kernel.setInput('a', 0, value)
      await b.idle()
    }
    expect(b.texts('c')).toEqual([String(39 * 2 * 2)])
    expect(tf.memory().numTensors).toBe(before)
  })
  test('weights that a layer made in another cell outlive that cell', async () => {
    const b = await notebook({
      a: `import * as tf from '@tensorflow/tfjs'\nimport { layers } from 'layerbook'\nconst d = layers.dense({ units: 2 })`,
      b: 'const n = slider({ min: 1, max: 9, value: 2 })',
      c: 'd.apply(tf.ones([n, 2])).shape.join()',
      e: 'd.getWeights().length + 0 * d.apply(tf.ones([1, 2])).dataSync()[0]',
    })
    b.kernel.setInput('b', 0, 5)
    await b.idle()
    await b.run({}, 'e')
    expect([b.texts('c'), b.texts('e')]).toEqual([['5,2'], ['2']])
  })
  test('timers end with their run', async () => {
    const b = await notebook({ a: 'let n = 0\nsetInterval(() => display(n++, "n"), 5)' })
    await b.run({ a: '"over"' }, 'a')
    b.clear()
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(b.ofType('output')).toEqual([])
  })
})

describe('training', () => {
  const data = `import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'
const x = tf.tensor2d([[0, 0], [0, 1], [1, 0], [1, 1]]), y = tf.tensor2d([[0], [1], [1], [0]])
const model = tf.sequential({ layers: [layers.dense({ units: 4, activation: 'tanh', inputShape: [2] }), layers.dense({ units: 1 })] })
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })`
  const trainingOf = (cell: string) => {
    const output = bench
      .shown(cell)
      .map(({ output }) => output)
      .findLast((output) => output.kind === 'training')
    return output?.kind === 'training' ? output : null
  }

  test('is shown to its end, by epochs', async () => {
    const b = await notebook({
      a: data,
      b: 'const h = await model.fit(x, y, { epochs: 30 })\nh',
      c: 'h.epoch.length',
    })
    expect(trainingOf('b')).toMatchObject({ state: 'done', epoch: 30, epochs: 30, backend: 'cpu', left: 0 })
    expect(trainingOf('b')!.metrics['loss']).toHaveLength(30)
    expect(b.shown('b')).toHaveLength(1)
    expect(b.texts('c')).toEqual(['30'])
  })
  test('keeps the points of a long curve few', async () => {
    await notebook({ a: data, b: 'await model.fit(x, y, { epochs: 1300, yieldEvery: "never" })' })
    const { at, metrics, epoch } = trainingOf('b')!
    expect([epoch, at.at(-1)]).toEqual([1300, 1300])
    expect(at.length).toBeLessThanOrEqual(500)
    expect(at).toEqual([...new Set(at)].sort((p, q) => p - q))
    expect(metrics['loss']).toHaveLength(at.length)
  })
  test('is paused, resumed and finished early; what follows then runs', async () => {
    bench = new Bench()
    void bench.run({
      a: data,
      b: 'const h = await model.fit(x, y, { epochs: 100000 })',
      c: 'h.epoch.length > 0',
    })
    await vi.waitFor(() => expect(trainingOf('b')?.epoch).toBeGreaterThan(2), { timeout: 20_000 })
    const { training } = trainingOf('b')!
    act(training, 'pause')
    const { epoch } = trainingOf('b')!
    expect(trainingOf('b')!.state).toBe('paused')
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(trainingOf('b')!.epoch).toBe(epoch)
    act(training, 'resume')
    await vi.waitFor(() => expect(trainingOf('b')!.epoch).toBeGreaterThan(epoch + 1), { timeout: 20_000 })
    act(training, 'finish')
    await vi.waitFor(() => expect(bench.texts('c')).toEqual(['true']), { timeout: 20_000 })
    expect(trainingOf('b')!.state).toBe('finished')
  })
  test('of a run that is overtaken ends', async () => {
    bench = new Bench()
    const sources = {
      a: data,
      n: 'const k = slider({ min: 1, max: 5, value: 1 })',
      b: 'const h = await model.fit(x, y, { epochs: k === 2 ? 3 : 100000 })',
    }
    void bench.run(sources)
    await vi.waitFor(() => expect(trainingOf('b')?.epoch).toBeGreaterThan(2), { timeout: 20_000 })
    bench.kernel.setInput('n', 0, 2)
    await vi.waitFor(() => expect(trainingOf('b')).toMatchObject({ state: 'done', epochs: 3 }), {
      timeout: 20_000,
    })
  })
})
