/**
 * The library's layers against tfjs's own on the wasm backend: `npm run bench:library [-- --json FILE]`.
 *
 * Each layer runs what its lab opens with; where it has none, its first recorded configuration that tfjs
 * computes alike, on inputs of (4, 16), (1, 24, 4), (1, 28, 28, 2) or (1, 8, 8, 8, 2) by rank. Both have the
 * same weights, and must give the same numbers before they are timed. Both are called in the same way, in
 * blocks that alternate within one run, so that a busy machine slows both. Times are of one call, in µs.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { fromConfig, hasLayer } from '../../src/keras/index.ts'
import { quietly, useBackend } from '../verify/backends.ts'
import type { Case } from '../verify/cases.ts'
import { callOptions, className } from '../verify/check.ts'
import { compareTensor, DEFAULT_TOLERANCE } from '../verify/compare.ts'
import { isComparable, plainLayer, registerChainedMethods } from '../verify/plain_tfjs.ts'
import { plainConfig, toTensor } from '../verify/tensors.ts'
import { setups } from './sizes.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '200' },
    /** Only layers whose name holds this. */
    only: { type: 'string', default: '' },
  },
})
const ROUNDS = Number(options.rounds)
/** Calls of one block, whose time is one sample. */
const BLOCK = 10

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!
const spread = (samples: number[]) => {
  const sorted = samples.toSorted((a, b) => a - b)
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }
}

type Tensors = tf.Tensor | tf.Tensor[]
type Call = () => Tensors

const toList = (tensors: Tensors): tf.Tensor[] => (Array.isArray(tensors) ? tensors : [tensors])

/** The time of one call in a block of them, with the result read once, in µs. */
function block(call: Call): number {
  const start = performance.now()
  for (let i = 1; i < BLOCK; i++) tf.dispose(call())
  const last = call()
  toList(last)[0]!.dataSync()
  tf.dispose(last)
  return ((performance.now() - start) * 1000) / BLOCK
}

/**
 * tfjs's layer for a configuration in which nothing is left to defaults, because tfjs's differ. Layers inside
 * become tfjs's too; initializers are of no use here.
 */
function plainTwin(one: Case, config: Record<string, unknown>): ReturnType<typeof plainLayer> {
  const spelt = Object.entries(config)
    .filter(([name]) => !name.endsWith('_initializer'))
    .map(([name, value]) => {
      const inner = value as { class_name?: string; config: Record<string, unknown> } | null
      const isLayer = inner?.class_name !== undefined && hasLayer(inner.class_name)
      return [name, isLayer ? plainTwin({ ...one, layer: inner.class_name! }, inner.config) : value]
    })
  return plainLayer({ ...one, config: Object.fromEntries(spelt) })
}

/** Both layers, built, with the same weights. */
function calls(one: Case): { ours: Call; plain: Call } {
  const inputs = one.inputs!.map(toTensor)
  const given = inputs.length === 1 ? inputs[0]! : inputs
  const kwargs = callOptions(one, inputs)
  const ours = fromConfig(className(one), plainConfig(one.config ?? {}))
  const shapes = inputs.map((input) => input.shape)
  const shape = shapes.length === 1 ? shapes[0]! : shapes
  ours.build(shape)
  const plain = plainTwin(one, ours.getConfig())!
  plain.build(shape)
  plain.built = true
  plain.setWeights(ours.getWeights())
  return {
    ours: () => tf.tidy(() => ours.apply(given, { ...kwargs }) as Tensors),
    plain: () => tf.tidy(() => plain.apply(given, { ...kwargs })),
  }
}

/** Why the two are not comparable; null where they give the same numbers. */
function difference({ ours, plain }: { ours: Call; plain: Call }): string | null {
  const [mine, theirs] = [toList(ours()), toList(plain())]
  if (mine.length !== theirs.length) return `${theirs.length} outputs for ${mine.length}`
  const findings = mine.map((output, i) => {
    const { shape } = theirs[i]!
    const data = Array.from(theirs[i]!.dataSync())
    return compareTensor(output, { shape, data }, DEFAULT_TOLERANCE, 'ours')
  })
  tf.dispose([mine, theirs])
  return findings.find(({ problem }) => problem)?.problem ?? null
}

/** The first setup of a layer that both compute alike, or why the last of them is none. */
function choose(cases: readonly Case[]): { one: Case; ours: Call; plain: Call } | string {
  let reason = 'no recorded case of plain values'
  for (const one of cases)
    try {
      const both = calls(one)
      const problem = difference(both)
      if (problem === null) return { one, ...both }
      reason = problem
    } catch (error) {
      reason = (error as Error).message.split('\n')[0]!
    }
  return reason
}

function measure({ ours, plain }: { ours: Call; plain: Call }) {
  for (let i = 0; i < 20; i++) [ours, plain].forEach(block)
  const samples = { ours: [] as number[], plain: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    samples.ours.push(block(ours))
    samples.plain.push(block(plain))
  }
  return { ours: spread(samples.ours), plain: spread(samples.plain) }
}

const shapesOf = (one: Case) => one.inputs!.map(({ shape }) => `(${shape.join(', ')})`).join(' ')

await quietly(async () => {
  await useBackend('wasm')
  registerChainedMethods()
  const all = [...(await setups())].filter(
    ([layer, cases]) => layer.includes(options.only) && isComparable({ ...cases[0]!, outputs: [] }),
  )
  const chosen = all.map(([layer, cases]) => ({ layer, setup: choose(cases) }))
  const rows = chosen.flatMap(({ layer, setup }) => {
    if (typeof setup === 'string') return []
    const { ours, plain } = measure(setup)
    const { one } = setup
    return {
      layer,
      case: one.id,
      input: shapesOf(one),
      ours_us: ours,
      tfjs_us: plain,
      ratio: ours.p50 / plain.p50,
    }
  })
  const different = chosen.flatMap(({ layer, setup }) =>
    typeof setup === 'string' ? { layer, reason: setup } : [],
  )
  console.log(
    '| layer | case | input | ours p50 / p95 µs | tfjs p50 / p95 µs | ratio |\n|---|---|---|---|---|---|',
  )
  for (const { layer, case: id, input, ours_us: a, tfjs_us: b, ratio } of rows)
    console.log(
      `| ${layer} | ${id} | ${input} | ${a.p50.toFixed(1)} / ${a.p95.toFixed(1)} | ${b.p50.toFixed(1)} / ${b.p95.toFixed(1)} | ${ratio.toFixed(2)} |`,
    )
  const ratios = rows.map(({ ratio }) => ratio).sort((a, b) => a - b)
  console.log(
    `\n${rows.length} layers, median ratio ${quantile(ratios, 0.5).toFixed(2)}, ${ratios.filter((r) => r <= 1.1).length} at 1.1 or less`,
  )
  for (const { layer, reason } of different) console.log(`Not comparable: ${layer} (${reason})`)
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify({ node: process.version, rows, different }, null, 2)}\n`)
})
