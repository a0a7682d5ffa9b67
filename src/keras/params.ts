import type { Tensor } from '@tensorflow/tfjs-core'
import { ACTIVATION_NAMES, findActivation, type Activation, type ActivationName } from './activations.ts'
import { constraints, type Constraint } from './constraints.ts'
import { LayerError, show } from './errors.ts'
import { initializers, type Initializer } from './initializers.ts'
import type { Made, ObjectFamily, SerializedObject, Where } from './objects.ts'
import { regularizers, type Regularizer } from './regularizers.ts'

/**
 * One constructor parameter: how a value in Keras's configuration form is checked and understood,
 * and how the understood value goes back into a configuration.
 */
export interface Param<T> {
  /** Keras's default, in configuration form; absent where the parameter is required. */
  readonly fallback?: { readonly value: unknown }
  /** `absent`: Keras leaves it out of get_config; `if-set`: it is there only when it is truthy. */
  readonly inConfig: 'always' | 'absent' | 'if-set'
  parse(value: unknown, where: Where): T
  serialize(value: T): unknown
}

export type Parsed<P> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never }

type Reader<T> = (value: unknown, where: Where) => T

const asItIs = <T>(value: T): unknown => value

function param<T>(parse: Reader<T>, serialize: (value: T) => unknown = asItIs): Param<T> {
  return { inConfig: 'always', parse, serialize }
}

/** Takes none as well, as none. */
export const orNone = <T>(kind: Param<T>): Param<T | null> => ({
  ...kind,
  parse: (value, where) => (value === null ? null : kind.parse(value, where)),
  serialize: (value) => (value === null ? null : kind.serialize(value)),
})

/** Gives a parameter Keras's default, in configuration form. */
export function optional<T>(kind: Param<T>, value: unknown): Param<T> {
  return { ...kind, fallback: { value } }
}

/** Keras takes the parameter but leaves it out of get_config. */
export const notInConfig = <T>(kind: Param<T>): Param<T> => ({ ...kind, inConfig: 'absent' })

/** Keras puts the parameter into get_config only when it is set. */
export const inConfigIfSet = <T>(kind: Param<T>): Param<T> => ({ ...kind, inConfig: 'if-set' })

const isInteger = (value: unknown): value is number => Number.isInteger(value)

export const integer = (min: number): Param<number> =>
  param((value, { layer, param: name }) => {
    if (!isInteger(value) || value < min)
      throw new LayerError('integer-min', layer, [name], { min, value: show(value) })
    return value
  })

/** A whole number of at least `min`, or none. */
export const integerOrNone = (min: number): Param<number | null> => optional(orNone(integer(min)), null)

/** Any value at all; kept as it is. */
export const anything = (): Param<unknown> => param((value) => value)

/** A random seed: any whole number, or none for a fresh one. */
export const seed = (): Param<number | null> =>
  optional(
    param((value, { layer, param: name }) => {
      if (value !== null && !isInteger(value))
        throw new LayerError('integer-or-none', layer, [name], { value: show(value) })
      return value
    }),
    null,
  )

/** Python truth: empty text, empty lists, 0 and none are false. */
export const boolean = (fallback: boolean): Param<boolean> =>
  optional(
    param((value) =>
      typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value),
    ),
    fallback,
  )

/** A whole number. */
export const wholeNumber = (): Param<number> =>
  param((value, { layer, param: name }) => {
    if (!isInteger(value)) throw new LayerError('integer', layer, [name], { value: show(value) })
    return value
  })

/** One axis or a list of them, kept the way it was given. */
export const axes = (): Param<number | readonly number[]> =>
  param((value, { layer, param: name }) => {
    if (!(Array.isArray(value) ? value : [value]).every(isInteger))
      throw new LayerError('axis-entries', layer, [name], { value: show(value) })
    return value as number | number[]
  })

/** Any number. */
export const number = (): Param<number> =>
  param((value, { layer, param: name }) => {
    if (typeof value !== 'number') throw new LayerError('not-a-number', layer, [name], { value: show(value) })
    return value
  })

/** A number of at least `min`. */
export const numberMin = (min: number): Param<number> =>
  param((value, { layer, param: name }) => {
    if (typeof value !== 'number' || !(value >= min))
      throw new LayerError('number-min', layer, [name], { min, value: show(value) })
    return value
  })

/** A number from `min` to `max`. */
export const numberIn = (min: number, max: number): Param<number> =>
  param((value, { layer, param: name }) => {
    if (typeof value !== 'number' || !(value >= min && value <= max))
      throw new LayerError('number-range', layer, [name], { min, max, value: show(value) })
    return value
  })

/** A share: any number, moved to the nearest end of 0…1 where it lies outside. */
export const clampedShare = (): Param<number> =>
  optional(
    param((value, { layer, param: name }) => {
      if (typeof value !== 'number' || Number.isNaN(value))
        throw new LayerError('not-a-number', layer, [name], { value: show(value) })
      return Math.min(1, Math.max(0, value))
    }),
    0,
  )

/** `count` whole numbers of at least 1, or one number that stands for all of them. */
export const sizes = (count: number): Param<readonly number[]> =>
  param((value, { layer, param: name }) => {
    const list = isInteger(value) ? Array.from({ length: count }, () => value) : value
    if (!Array.isArray(list) || list.length !== count)
      throw new LayerError('tuple-size', layer, [name], { count, value: show(value) })
    if (!list.every((entry) => isInteger(entry) && entry >= 1))
      throw new LayerError('tuple-min', layer, [name], { min: 1, value: show(value) })
    return list as number[]
  })

function shapeEntries<E extends number | null>(
  code: 'target-shape-entries' | 'noise-shape-entries',
  allowed: (entry: unknown) => boolean,
): Param<readonly E[]> {
  return param((value, { layer, param: name }) => {
    const list: unknown[] = Array.isArray(value) ? value : [value]
    const bad = Array.isArray(value) ? list.findIndex((entry) => !allowed(entry)) : 0
    if (bad >= 0) throw new LayerError(code, layer, [name], { value: show(value), entry: show(list[bad]) })
    return value as E[]
  })
}

/** The shape of a sample: whole numbers, -1 for what is left. */
export const targetShape = (): Param<readonly number[]> =>
  shapeEntries('target-shape-entries', (entry) => isInteger(entry) && entry >= -1)

/** The shape of a mask: whole numbers, null for the size of the input there; or none. */
export const noiseShape = (): Param<readonly (number | null)[] | null> => {
  const kind = shapeEntries<number | null>(
    'noise-shape-entries',
    // Sizes that cannot be are found by the first training call, as in Keras.
    (entry) => entry === null || isInteger(entry),
  )
  return optional(orNone(kind), null)
}

/** One of the words, in any case; kept in lower case. */
export const choice = <C extends string>(allowed: readonly C[]): Param<C> =>
  param((value, { layer, param: name }) => {
    const word = typeof value === 'string' ? value.toLowerCase() : value
    if (!allowed.includes(word as C))
      throw new LayerError('choice', layer, [name], { value: show(value), allowed: allowed.join(', ') })
    return word as C
  })

export type DataFormat = 'channels_last' | 'channels_first'

/** None stands for channels_last, the setting Keras starts with. */
export const dataFormat = (): Param<DataFormat> => {
  const kind = choice(['channels_last', 'channels_first'])
  return optional({ ...kind, parse: (value, where) => kind.parse(value ?? 'channels_last', where) }, null)
}

/** What a reader may write for an activation. */
export type ActivationOption = ActivationName | SerializedObject | ((x: Tensor) => Tensor) | null

/** An activation by name, by serialized object, or a function; none is the linear one. */
export const activation = (fallback?: string | null): Param<Activation> => {
  const kind = param<Activation>(
    (value, { layer, param: name }) => {
      if (typeof value === 'function')
        return { name: value.name || 'function', apply: value as (x: Tensor) => Tensor }
      const found = findActivation(activationName(value) ?? '')
      if (found) return found
      throw new LayerError('object-unknown', layer, [name], {
        value: show(value),
        allowed: ACTIVATION_NAMES.join(', '),
      })
    },
    (value) => value.name,
  )
  return fallback === undefined ? kind : optional(kind, fallback)
}

function activationName(value: unknown): string | null {
  if (value === null) return 'linear'
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || Array.isArray(value)) return null
  const { class_name: name, config, registered_name: registered } = value as SerializedObject
  // Keras serializes its own functions as {class_name: "function", config: "relu"}.
  const word = name === 'function' ? (typeof config === 'string' ? config : registered) : name
  return typeof word === 'string' ? word : null
}

function object<T>(family: ObjectFamily<T>): Param<Made<T>> {
  return param(
    (value, where) => family.resolve(value, where),
    (made) => made.serialize(),
  )
}

export type InitializerOption = string | SerializedObject | ((shape: number[]) => Tensor) | null
export type RegularizerOption = string | SerializedObject | ((x: Tensor) => Tensor) | null
export type ConstraintOption = string | SerializedObject | ((weight: Tensor) => Tensor) | null

/** An initializer; none stands for Keras's own fallback, glorot_uniform, and is kept as none. */
export const initializer = (fallback: string): Param<Made<Initializer>> => {
  const kind = object(initializers)
  return optional(
    {
      ...kind,
      parse: (value, where) =>
        value === null
          ? { value: kind.parse('glorot_uniform', where).value, serialize: () => null }
          : kind.parse(value, where),
    },
    fallback,
  )
}
export const regularizer = (): Param<Made<Regularizer> | null> => optional(orNone(object(regularizers)), null)
export const constraint = (): Param<Made<Constraint> | null> => optional(orNone(object(constraints)), null)
