import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { configOf, startState, type AnyDeclaration } from '../../src/spec/index.ts'
import { loadCases, type Case } from '../verify/cases.ts'
import { className } from '../verify/check.ts'

/** Vectors, sequences, pictures and volumes as labs have them, by rank. */
const STANDARD: Readonly<Record<number, readonly number[]>> = {
  2: [4, 16],
  3: [1, 24, 4],
  4: [1, 28, 28, 2],
  5: [1, 8, 8, 8, 2],
}

/** What the lab of a layer computes when it opens. */
async function openingOf(file: string): Promise<Case> {
  const { default: declaration } = (await import(pathToFileURL(resolve(file)).href)) as {
    default: AnyDeclaration
  }
  const state = startState(declaration)
  const { inputs, call } = declaration.plan(state).passes.main
  return {
    id: 'lab',
    layer: declaration.keras,
    config: configOf(declaration, state),
    inputs: inputs.map(({ shape, dtype, data }) => ({ shape: [...shape], dtype, data: Array.from(data) })),
    ...(call?.training !== undefined && { call: { training: call.training } }),
  }
}

/** A recorded case on standard sizes; null where it is about something that those do not fit. */
function enlarged(one: Case): Case | null {
  const { id, layer, config, inputs, call = {} } = one
  const isPlain = one.outputs && !one.input_mask && Object.keys(call).every((name) => name === 'training')
  if (!isPlain || !inputs?.length) return null
  const larger = inputs.map(({ shape, dtype }) => ({ shape: [...(STANDARD[shape.length] ?? shape)], dtype }))
  return { id, layer, config, inputs: larger, call }
}

/**
 * What each layer may be timed on, best first: what its lab opens with, then its recorded cases. Those keep
 * their configuration, but get inputs of standard size, because they are recorded on as few numbers as will do.
 */
export async function setups(): Promise<ReadonlyMap<string, readonly Case[]>> {
  const openings = await Promise.all(globSync('content/layers/*/*/layer.ts').sort().map(openingOf))
  const recorded = loadCases([]).flatMap((one) => enlarged(one) ?? [])
  const byLayer = new Map<string, Case[]>()
  for (const one of [...openings, ...recorded])
    byLayer.set(className(one), [...(byLayer.get(className(one)) ?? []), one])
  return byLayer
}
