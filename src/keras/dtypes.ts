import { LayerError, show } from './errors.ts'

const FLOATS = ['float32', 'float64', 'float16', 'bfloat16', 'mixed_float16', 'mixed_bfloat16']
const OTHERS = ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'bool', 'string']

/**
 * The name of a dtype or dtype policy (keras/src/dtype_policies, v3.3.3), from a name or a serialized
 * policy. Every float dtype is computed in float32.
 */
export function parseDtype(value: unknown, layer: string): string {
  const config = (value as { config?: { name?: unknown } } | null)?.config
  const name = value === null ? 'float32' : (config?.name ?? value)
  if (typeof name === 'string' && /^(int8|float8)_from_/.test(name))
    throw new LayerError('dtype-unsupported', layer, ['dtype'], { value: show(name) })
  if (typeof name !== 'string' || ![...FLOATS, ...OTHERS].includes(name))
    throw new LayerError('dtype-unknown', layer, ['dtype'], { value: show(name), allowed: FLOATS.join(', ') })
  return name
}
