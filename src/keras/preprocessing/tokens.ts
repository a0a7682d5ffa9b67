import { parseNamed, serializeFunction, type NamedFunction } from '../core/registered.ts'
import { LayerError, show, showShape } from '../errors.ts'
import type { Where } from '../objects.ts'
import { optional, orNone, type Param } from '../params.ts'
import { dense, mapRows, splitValues, withValues, type Rows } from './rows.ts'
import { word } from './params.ts'

const STANDARDIZE = ['lower_and_strip_punctuation', 'lower', 'strip_punctuation'] as const
const SPLIT = ['whitespace', 'character'] as const

export type Standardize = (typeof STANDARDIZE)[number] | ((text: string) => string)
export type Split = (typeof SPLIT)[number] | ((text: string) => string[])

// TensorFlow works on bytes here: accented letters keep their case, and punctuation is that of ASCII.
const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const strip = (text: string) => text.replace(/[!-/:-@[-`{-~]+/g, '')

/** A word or a function; functions serialize as Keras's do. */
function wordOrFunction<C extends string, F>(allowed: readonly C[]): Param<C | F | null> {
  const words = word(allowed)
  return orNone<C | F>({
    inConfig: 'always',
    parse: (value, where) =>
      typeof value === 'function' || (typeof value === 'object' && value !== null)
        ? (parseNamed(value, where) as F)
        : words.parse(value, where),
    serialize: (value) => (typeof value === 'function' ? serializeFunction(value as NamedFunction) : value),
  })
}

export const standardizing = () =>
  optional(
    wordOrFunction<(typeof STANDARDIZE)[number], (text: string) => string>(STANDARDIZE),
    STANDARDIZE[0],
  )

export const splitting = () =>
  optional(wordOrFunction<(typeof SPLIT)[number], (text: string) => string[]>(SPLIT), SPLIT[0])

/** One length, for all up to it, or a list of lengths. */
export const ngramLengths = (): Param<number | readonly number[] | null> => {
  const isLength = (value: unknown) => Number.isInteger(value)
  return optional(
    orNone<number | readonly number[]>({
      inConfig: 'always',
      parse: (value, { layer, param }) => {
        if (!(Array.isArray(value) ? value : [value]).every(isLength))
          throw new LayerError('ngrams', layer, [param], { value: show(value) })
        return value as number | number[]
      },
      serialize: (value) => value,
    }),
    null,
  )
}

/** Every text made plain: in small letters, without punctuation, or whatever a function does. */
export function standardized(rows: Rows<string>, how: Standardize | null, where: Where): Rows<string> {
  if (how === null) return rows
  if (how === 'lower') return withValues(rows, lower)
  if (how === 'strip_punctuation') return withValues(rows, strip)
  if (how === 'lower_and_strip_punctuation') return withValues(rows, (text) => strip(lower(text)))
  return withValues(rows, (text) => {
    const made: unknown = how(text)
    if (typeof made !== 'string')
      throw new LayerError('standardize-gives', where.layer, ['standardize'], { value: show(made) })
    return made
  })
}

/** Words between ASCII white space, or single code points: emoji made of several come apart. */
const SPLITTERS: Readonly<Record<(typeof SPLIT)[number], (text: string) => string[]>> = {
  whitespace: (text) => text.split(/[\t-\r ]+/).filter((part) => part !== ''),
  character: (text) => [...text],
}

/**
 * Every text split into tokens.
 * @throws LayerError where a last axis of more than 1 leaves no room for them.
 */
export function tokenized(rows: Rows<string>, how: Split | null, where: Where): Rows<string> {
  if (how === null) return rows
  const { shape } = rows
  if (shape.length > 1 && shape.at(-1) !== 1)
    throw new LayerError('split-shape', where.layer, ['split', 'input'], { shape: showShape(shape) })
  const flat = shape.length > 1 ? dense(rows.values, shape.slice(0, -1) as number[]) : rows
  if (typeof how !== 'function') return splitValues(flat, SPLITTERS[how])
  return splitValues(flat, (text) => {
    const parts: unknown = how(text)
    if (!Array.isArray(parts) || parts.some((part) => typeof part !== 'string'))
      throw new LayerError('split-gives', where.layer, ['split'], { value: show(parts) })
    return parts as string[]
  })
}

function joined(row: readonly string[], length: number): readonly string[] {
  if (length === 1) return row
  const grams: string[] = []
  for (let start = 0; start + length <= row.length; start++) {
    let gram = row[start]!
    for (let i = 1; i < length; i++) gram += ` ${row[start + i]!}`
    grams.push(gram)
  }
  return grams
}

/** Neighbouring tokens joined by spaces: all of the first length, then all of the next. */
export function ngrams(
  rows: Rows<string>,
  lengths: number | readonly number[] | null,
  where: Where,
): Rows<string> {
  if (lengths === null) return rows
  const all =
    typeof lengths === 'number' ? Array.from({ length: Math.max(0, lengths) }, (_, i) => i + 1) : lengths
  if (all.some((length) => length < 1) || rows.shape.length === 0)
    throw new LayerError('ngrams', where.layer, ['ngrams'], { value: show(lengths) })
  return mapRows(rows, (row) => all.flatMap((length) => joined(row, length)))
}
