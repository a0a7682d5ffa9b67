/**
 * The library's layers against tfjs's own on the wasm backend: `npm run bench:library [-- --json FILE]`.
 *
 * Each layer runs its first recorded case that both compute alike (sizes as in the labs). Calls of both
 * alternate in blocks within one run, so that a busy machine slows both. Times are of one call, in µs.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { fromConfig } from '../../src/keras/index.ts'
import { quietly, useBackend } from '../verify/backends.ts'
import { loadCases, type Case } from '../verify/cases.ts'
import { callOptions, className } from '../verify/check.ts'
import { plainLayer, plainVerdict, registerChainedMethods } from '../verify/plain_tfjs.ts'
import { plainConfig, toTensor } from '../verify/tensors.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '200' } },
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

type Call = () => tf.Tensor | tf.Tensor[]

/** The time of one call in a block of them, with the result read once, in µs. */
function block(call: Call): number {
  const start = performance.now()
  for (let i = 1; i < BLOCK; i++) tf.dispose(call())
  const last = call()
  ;(Array.isArray(last) ? last[0]! : last).dataSync()
  tf.dispose(last)
  return ((performance.now() - start) * 1000) / BLOCK
}

function calls(one: Case): { ours: Call; plain: Call } {
  const inputs = one.inputs!.map(toTensor)
  const given = inputs.length === 1 ? inputs[0]! : inputs
  const ours = fromConfig(className(one), plainConfig(one.config ?? {}))
  const plain = plainLayer(one)!
  const kwargs = callOptions(one, inputs)
  return {
    ours: () => ours.apply(given, { ...kwargs }) as tf.Tensor,
    plain: () => tf.tidy(() => plain.apply(given, { ...kwargs })),
  }
}

function measure(one: Case) {
  const { ours, plain } = calls(one)
  for (let i = 0; i < 20; i++) [ours, plain].forEach(block)
  const samples = { ours: [] as number[], plain: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    samples.ours.push(block(ours))
    samples.plain.push(block(plain))
  }
  return { ours: spread(samples.ours), plain: spread(samples.plain) }
}

await quietly(async () => {
  await useBackend('wasm')
  registerChainedMethods()
  const chosen = new Map<string, Case>()
  for (const one of loadCases([])) {
    const usable = one.outputs && one.inputs?.length && !chosen.has(className(one))
    if (!usable) continue
    try {
      if (plainLayer(one) && plainVerdict(one).verdict === 'same') chosen.set(className(one), one)
    } catch {
      continue
    }
  }
  const rows = [...chosen].map(([layer, one]) => {
    const { ours, plain } = measure(one)
    return { layer, case: one.id, ours_us: ours, tfjs_us: plain, ratio: ours.p50 / plain.p50 }
  })
  console.log('| layer | case | ours p50 / p95 µs | tfjs p50 / p95 µs | ratio |\n|---|---|---|---|---|')
  for (const { layer, case: id, ours_us: a, tfjs_us: b, ratio } of rows)
    console.log(
      `| ${layer} | ${id} | ${a.p50.toFixed(1)} / ${a.p95.toFixed(1)} | ${b.p50.toFixed(1)} / ${b.p95.toFixed(1)} | ${ratio.toFixed(2)} |`,
    )
  const ratios = rows.map(({ ratio }) => ratio).sort((a, b) => a - b)
  console.log(
    `\n${rows.length} layers, median ratio ${quantile(ratios, 0.5).toFixed(2)}, ${ratios.filter((r) => r <= 1.1).length} at 1.1 or less`,
  )
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify({ node: process.version, rows }, null, 2)}\n`)
})
