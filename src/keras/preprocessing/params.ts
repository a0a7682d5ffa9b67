import { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show } from '../errors.ts'
import { optional, orNone, type Param } from '../params.ts'
import type { Encoding } from './encode.ts'

const ALIASES: Readonly<Record<string, string>> = { binary: 'multi_hot', 'tf-idf': 'tf_idf' }

/** One of the words, as it is written. */
export const word = <C extends string>(allowed: readonly C[]): Param<C> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const found = allowed.find((one) => one === value)
    if (found === undefined)
      throw new LayerError('choice', layer, [param], { value: show(value), allowed: allowed.join(', ') })
    return found
  },
  serialize: (value) => value,
})

/** How a layer gives indices. */
export const outputMode = <C extends 'int' | Encoding>(allowed: readonly C[]): Param<C> =>
  optional(word(allowed), 'int')

/** The same where old names are understood: `binary`, `tf-idf`. */
export const oldNamesToo = <C extends string>(kind: Param<C>): Param<C> => ({
  ...kind,
  parse: (value, where) => kind.parse(typeof value === 'string' ? (ALIASES[value] ?? value) : value, where),
})

/** How a layer with a vocabulary gives indices. */
export const lookupMode = (): Param<'int' | Encoding> =>
  oldNamesToo(outputMode<'int' | Encoding>(['int', 'one_hot', 'multi_hot', 'count', 'tf_idf']))

/** A piece of text, or none. */
export const textOrNone = (fallback: string | null): Param<string | null> =>
  optional(
    orNone({
      inConfig: 'always',
      parse: (value, { layer, param }) => {
        if (typeof value !== 'string')
          throw new LayerError('not-text', layer, [param], { value: show(value) })
        return value
      },
      serialize: (value: string) => value,
    }),
    fallback,
  )

const isText = (value: unknown): value is string => typeof value === 'string'
const isWhole = (value: unknown): value is number => Number.isInteger(value)
const isNumber = (value: unknown): value is number => typeof value === 'number'

/** A list, or a tensor of one axis, or none. */
function list<T>(
  isEntry: (value: unknown) => value is T,
  code: 'list-of-text' | 'list-of-integers' | 'list-of-numbers',
): Param<readonly T[] | null> {
  return optional(
    orNone({
      inConfig: 'always',
      parse: (value, { layer, param }) => {
        if (typeof value === 'string' && param === 'vocabulary')
          throw new LayerError('vocabulary-file', layer, [param], { value: show(value) })
        const entries: unknown = value instanceof Tensor ? value.arraySync() : value
        const wrong = Array.isArray(entries) ? entries.find((entry) => !isEntry(entry)) : entries
        if (!Array.isArray(entries) || wrong !== undefined)
          throw new LayerError(code, layer, [param], { value: show(wrong) })
        return entries as T[]
      },
      serialize: (value: readonly T[]) => [...value],
    }),
    null,
  )
}

export const textList = () => list(isText, 'list-of-text')
export const wholeList = () => list(isWhole, 'list-of-integers')
export const numberList = () => list(isNumber, 'list-of-numbers')
