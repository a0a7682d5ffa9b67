import { LayerError, show } from './errors.ts'
import { automaticName, suggestName } from './naming.ts'
import type { Param, Parsed } from './params.ts'

/** The parameters of a layer class, in Keras's order. */
export type Schema = Record<string, Param<unknown>>

/** A layer's configuration as Keras writes it: snake_case names, serialized values. */
export type KerasConfig = Record<string, unknown>

/** What every layer takes beside its own parameters. */
const COMMON = ['name', 'trainable', 'dtype', 'autocast', 'activity_regularizer', 'input_shape', 'input_dim']

/** The layer's name, or a numbered one where none is given. */
export function parseName(name: unknown, layer: string): string {
  if (name === undefined || name === null) return automaticName(layer)
  if (typeof name !== 'string' || name.includes('/'))
    throw new LayerError('name-slash', layer, ['name'], { value: show(name) })
  return name || automaticName(layer)
}

/** Refuses parameters that neither the class nor every layer has; `common`: what it shares with every layer. */
export function refuseUnknown(
  layer: string,
  config: KerasConfig,
  own: readonly string[],
  common: readonly string[] = COMMON,
): void {
  const known = [...own, ...common]
  const name = Object.keys(config).find((key) => !known.includes(key))
  if (name === undefined) return
  const allowed = [...own, ...['name', 'trainable', 'dtype'].filter((one) => common.includes(one))].join(', ')
  const suggestion = suggestName(name, known)
  throw suggestion === null
    ? new LayerError('unknown-parameter', layer, [name], { name, allowed })
    : new LayerError('misspelt-parameter', layer, [name], { name, suggestion, allowed })
}

/** Every parameter of the class, checked and understood; Keras's defaults for those not given. */
export function parseParams<P extends Schema>(layer: string, schema: P, config: KerasConfig): Parsed<P> {
  const parsed: Record<string, unknown> = {}
  for (const [param, kind] of Object.entries(schema)) {
    const given = config[param]
    if (given === undefined && !kind.fallback) throw new LayerError('missing-parameter', layer, [param])
    parsed[param] = kind.parse(given === undefined ? kind.fallback!.value : given, { layer, param })
  }
  return parsed as Parsed<P>
}
