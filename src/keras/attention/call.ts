import { cast, logicalAnd, tensor, type Tensor } from '@tensorflow/tfjs-core'
import type { CallOptions } from '../layer.ts'
import { toSnakeCase } from '../naming.ts'

/** The call arguments of a layer under both of their spellings: `useCausalMask` and Keras's `use_causal_mask`. */
export const bothSpellings = (names: readonly string[]): string[] => [
  ...new Set(names.flatMap((name) => [name, toSnakeCase(name)])),
]

/** A call argument, however it is spelt; null where it was not given. */
export const argument = (options: CallOptions, name: string): unknown =>
  options[name] ?? options[toSnakeCase(name)] ?? null

export const isOn = (options: CallOptions, name: string): boolean => Boolean(argument(options, name))

export const tensorArgument = (options: CallOptions, name: string): Tensor | null =>
  argument(options, name) as Tensor | null

/** `(1, queries, values)`: true where the value does not come after the query. */
export function causalMask(queries: number, values: number): Tensor {
  const seen = Uint8Array.from({ length: queries * values }, (_, i) =>
    i % values <= Math.floor(i / values) ? 1 : 0,
  )
  return tensor(seen, [1, queries, values], 'bool')
}

/** Both masks at once; one alone where the other is missing. */
export const bothMasks = (a: Tensor | null, b: Tensor | null): Tensor | null =>
  a && b ? logicalAnd(asBool(a), asBool(b)) : (a ?? b)

export const asBool = (mask: Tensor): Tensor => (mask.dtype === 'bool' ? mask : cast(mask, 'bool'))
