/**
 * Measures the notebook's type service in Node: `npm run bench:language`. A notebook of 200 cells that use each
 * other; a letter is typed in one of them, then completions, a hover and that cell's problems are asked for.
 */
import { texts } from '../../src/notebook/language/build/texts.ts'
import { typeFiles } from '../../src/notebook/language/build/types.ts'
import { createService } from '../../src/notebook/language/service.ts'

const CELLS = 200
const KEYS = 200

const cells = Array.from({ length: CELLS }, (_, i) => {
  const before = i === 0 ? '' : `value${i - 1}`
  const body = [
    `const size${i} = slider({ min: 1, max: ${i + 2} })`,
    `const layer${i} = layers.dense({ units: ${i === 0 ? 3 : `size${i - 1}`}, activation: 'relu' })`,
    `const value${i} = layer${i}.apply(${before || 'tf.zeros([2, 3])'}) as tf.Tensor2D`,
    `function show${i}(rows: number) { return Plot.plot({ marks: [Plot.dot([rows, value${i}.shape[0]])] }) }`,
    `display(show${i}(${i}), 'cell ${i}')`,
  ]
  return { id: `cell${i}`, source: body.join('\n') }
})
cells.unshift({
  id: 'imports',
  source:
    "import * as tf from '@tensorflow/tfjs'\nimport * as Plot from '@observablehq/plot'\nimport { layers } from 'layerbook'",
})

const timed = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}
const row = (name: string, samples: readonly number[]): void => {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!.toFixed(1)
  console.log(`${name.padEnd(44)} p50 ${at(0.5).padStart(7)} ms   p95 ${at(0.95).padStart(7)} ms`)
}

const files = typeFiles()
const service = createService(files, texts('zh'))
const first = timed(() => {
  service.update(cells)
  service.problems('imports')
})
const rest = timed(() => cells.forEach(({ id }) => service.problems(id)))
console.log(
  `first answer ${first.toFixed(0)} ms; problems of all ${cells.length} cells ${rest.toFixed(0)} ms`,
)

const samples: Record<'update' | 'complete' | 'hover' | 'problems', number[]> = {
  update: [],
  complete: [],
  hover: [],
  problems: [],
}
for (let key = 0; key < KEYS; key += 1) {
  const at = 1 + ((key * 37) % CELLS)
  const { id, source } = cells[at]!
  const text = `${source}\ntf.${'matMul'.slice(0, 1 + (key % 6))}`
  cells[at] = { id, source: text }
  samples.update.push(timed(() => service.update(cells)))
  samples.complete.push(timed(() => service.complete(id, text.length)))
  samples.hover.push(timed(() => service.hover(id, text.indexOf('layer') + 1)))
  samples.problems.push(timed(() => service.problems(id)))
  cells[at] = { id, source }
  service.update(cells)
}
row('a letter typed: cells joined anew', samples.update)
row('  then completions', samples.complete)
row('  then a hover', samples.hover)
row("  then the cell's problems", samples.problems)
