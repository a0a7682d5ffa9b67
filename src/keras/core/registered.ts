import { LayerError, show } from '../errors.ts'
import type { SerializedObject, Where } from '../objects.ts'

/** A function that a configuration can name; whoever calls it knows what it takes. */
export type NamedFunction = (...given: never[]) => unknown

const registered = new Map<string, NamedFunction>()
const names = new WeakMap<NamedFunction, string>()

/**
 * Lets configurations name a function, so that `fromConfig` finds it under the name that `getConfig` wrote,
 * as `keras.saving.register_keras_serializable` does. Functions of Keras's activations need no registering.
 */
export function registerFunction<F extends NamedFunction>(name: string, given: F): F {
  registered.set(name, given)
  names.set(given, name)
  return given
}

/**
 * A function as it is, or by the name Keras serialized it under.
 * @param others further functions by name, for what is not registered
 * @param otherNames the names of those, for the refusal of an unknown one
 */
export function parseNamed(
  value: unknown,
  where: Where,
  others: (name: string, where: Where) => NamedFunction | null = () => null,
  otherNames: readonly string[] = [],
): NamedFunction {
  if (typeof value === 'function') return value as NamedFunction
  const { class_name: kind, config } = (value ?? {}) as Partial<SerializedObject>
  if (kind === '__lambda__') throw new LayerError('function-python', where.layer, [where.param])
  if (kind !== 'function' || typeof config !== 'string')
    throw new LayerError('function-expected', where.layer, [where.param], { value: show(value) })
  const found = registered.get(config) ?? others(config, where)
  if (!found)
    throw new LayerError('function-unknown', where.layer, [where.param], {
      value: show(config),
      allowed: [...registered.keys(), ...otherNames].join(', ') || '–',
    })
  return found
}

/** A function as Keras serializes it: by its name. */
export const serializeFunction = (given: NamedFunction): SerializedObject => ({
  module: 'builtins',
  class_name: 'function',
  config: names.get(given) ?? (given.name || 'function'),
  registered_name: 'function',
})
