import * as tf from '@tensorflow/tfjs-core'
import { layers as tfLayers } from '@tensorflow/tfjs-layers'
import { callOptions, className } from './check.ts'
import type { Case } from './cases.ts'
import { compareTensor, DEFAULT_TOLERANCE } from './compare.ts'
import { plainConfig, toMask, toTensor } from './tensors.ts'

/** What tfjs's own layer makes of a case. `accepts`: it takes what Keras refuses. */
export interface TfjsVerdict {
  id: string
  verdict: 'same' | 'differs' | 'refuses' | 'accepts'
  difference?: number
  message?: string
}

export interface TfjsSummary {
  /** `missing`: tfjs has no such layer. `same`: every case agrees. `differs`: some do not. */
  status: 'same' | 'differs' | 'missing'
  /** The name in `tf.layers`, or null. */
  factory: string | null
  /** Greatest difference where it computes what Keras computes otherwise. */
  greatest: number
  counts: Record<TfjsVerdict['verdict'], number>
  cases: TfjsVerdict[]
}

function summary(factory: string | null, cases: TfjsVerdict[]): TfjsSummary {
  const count = (verdict: TfjsVerdict['verdict']) => cases.filter((one) => one.verdict === verdict).length
  const counts = {
    same: count('same'),
    differs: count('differs'),
    refuses: count('refuses'),
    accepts: count('accepts'),
  }
  const differing = cases.filter((one) => one.verdict === 'differs')
  const greatest = Math.max(0, ...differing.map((one) => one.difference ?? 0))
  const status = factory === null ? 'missing' : counts.same === cases.length ? 'same' : 'differs'
  return { status, factory, greatest, counts, cases }
}

type Factory = (config: Record<string, unknown>) => {
  build(shape: unknown): void
  built: boolean
  setWeights(weights: tf.Tensor[]): void
  apply(inputs: unknown, kwargs: Record<string, unknown>): tf.Tensor | tf.Tensor[]
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const NAMES = /(_initializer|_regularizer|_constraint|activation|data_format|interpolation)$/

function toTfjsValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toTfjsValue)
  if (typeof value !== 'object' || value === null) return value
  const { class_name: name, config } = value as {
    class_name?: string
    config?: Record<string, unknown> | string
  }
  if (name === undefined) return value
  if (typeof config === 'string') return camel(config)
  return {
    className: name,
    config: Object.fromEntries(Object.entries(config ?? {}).map(([k, v]) => [camel(k), v])),
  }
}

/** A Keras configuration with nothing changed but the spelling. */
function toTfjsConfig(config: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(config).filter(([, value]) => value !== null)
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const words = NAMES.test(name) && typeof value === 'string'
      return [camel(name), words ? camel(value as string) : toTfjsValue(value)]
    }),
  )
}

function factoryOf(one: Case): string | null {
  const wanted = className(one).toLowerCase()
  return Object.keys(tfLayers).find((name) => /^[a-z]/.test(name) && name.toLowerCase() === wanted) ?? null
}

/**
 * Readers of plain tfjs have its chained methods, and tfjs's recurrent layers need them. To be called
 * when the library's own cases are done, so that the library is checked without them.
 */
export function registerChainedMethods(): void {
  const prototype = tf.Tensor.prototype as unknown as Record<string, unknown>
  for (const [name, op] of Object.entries(tf))
    if (typeof op === 'function' && /^[a-z]/.test(name) && !(name in prototype))
      prototype[name] = function (this: tf.Tensor, ...rest: unknown[]) {
        return (op as (...all: unknown[]) => unknown)(this, ...rest)
      }
  prototype['flatten'] = function (this: tf.Tensor) {
    return tf.reshape(this, [this.size])
  }
}

/** tfjs's layer for a case, or null where it has none of that name. */
export function plainLayer(one: Case): ReturnType<Factory> | null {
  const name = factoryOf(one)
  if (name === null) return null
  return (tfLayers as unknown as Record<string, Factory>)[name]!(toTfjsConfig(plainConfig(one.config ?? {})))
}

function run(one: Case): tf.Tensor[] {
  const layer = plainLayer(one)!
  const inputs = (one.inputs ?? []).map(toTensor)
  if (one.after) layer.apply(tf.ones(one.after), {})
  const shapes = inputs.map((input) => input.shape)
  if (!layer.built) layer.build(shapes.length === 1 ? shapes[0] : shapes)
  layer.built = true
  if (one.weights) layer.setWeights(one.weights.map(toTensor))
  if (one.input_mask) inputs[0]!.kerasMask = toMask(one.input_mask, inputs[0]) ?? undefined
  const options = callOptions(one, inputs)
  let result: tf.Tensor | tf.Tensor[] = []
  for (let i = 0; i < (one.repeat ?? 1); i++)
    result = layer.apply(inputs.length === 1 ? inputs[0] : inputs, { ...options })
  return Array.isArray(result) ? result : [result]
}

function judge(one: Case): TfjsVerdict {
  const refused = one.raises !== undefined
  try {
    const outputs = run(one)
    if (refused) return { id: one.id, verdict: 'accepts' }
    if (outputs.length !== one.outputs!.length)
      return {
        id: one.id,
        verdict: 'differs',
        message: `${outputs.length} outputs, Keras gives ${one.outputs!.length}`,
      }
    const found = outputs.map((output, i) =>
      compareTensor(output, one.outputs![i]!, one.tolerance ?? DEFAULT_TOLERANCE, 'output'),
    )
    const difference = Math.max(...found.map((finding) => finding.difference))
    const problem = found.find((finding) => finding.problem)?.problem
    const finite = Number.isFinite(difference) ? { difference } : {}
    return problem
      ? { id: one.id, verdict: 'differs', ...finite, message: problem }
      : { id: one.id, verdict: 'same', ...finite }
  } catch (error) {
    const message = (error as Error).message?.split('\n')[0] ?? String(error)
    return refused ? { id: one.id, verdict: 'same' } : { id: one.id, verdict: 'refuses', message }
  }
}

/** Whether plain tfjs can be asked: it has a layer of that name, and the case is not about shapes alone. */
export const isComparable = (one: Case): boolean =>
  factoryOf(one) !== null && (one.outputs !== undefined || one.raises !== undefined)

/** Runs a comparable case through tfjs's layer of that name, on the present backend. */
export function plainVerdict(one: Case): TfjsVerdict {
  tf.engine().startScope()
  try {
    return judge(one)
  } finally {
    tf.engine().endScope()
  }
}

/** The verdicts of one layer's cases, summed up. */
export function plainSummary(cases: readonly Case[], verdicts: ReadonlyMap<Case, TfjsVerdict>): TfjsSummary {
  const factory = cases[0] ? factoryOf(cases[0]) : null
  return summary(
    factory,
    cases.flatMap((one) => verdicts.get(one) ?? []),
  )
}
