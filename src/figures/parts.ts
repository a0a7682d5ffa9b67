import { scaleOf } from '../charts/scale.ts'
import type { CurveModel, GridModel, Scale } from '../charts/model.ts'
import { sizeOf, type NamedTensor, type PassResult, type TensorData } from '../spec/index.ts'
import type { Sign, Term } from './figure.ts'
import { numberText } from '../charts/scale.ts'

export const TIMES: Sign = { sign: '×' }
export const PLUS: Sign = { sign: '+' }
export const EQUALS: Sign = { sign: '=' }
export const ARROW: Sign = { sign: '→' }

export const weight = (pass: PassResult, name: string): NamedTensor | undefined =>
  pass.weights.find((w) => w.name === name)

/** Any tensor as a matrix: the last axis across, all others down. A vector is one row. */
export function asMatrix(x: TensorData): { rows: number; cols: number } {
  const cols = x.shape.at(-1) ?? 1
  return { rows: cols === 0 ? 0 : sizeOf(x.shape) / cols, cols }
}

export interface GridOptions extends Partial<
  Pick<GridModel, 'cells' | 'texts' | 'rowLabels' | 'rowHues' | 'colLabels' | 'rowGaps' | 'colGaps'>
> {
  readonly scale?: Scale
  /** Most cells that still show numbers. */
  readonly numbersUpTo?: number
  readonly decimals?: number
}

/** A grid of values; with numbers in the cells while there are few enough to read. */
export function grid(
  rows: number,
  cols: number,
  values: ArrayLike<number>,
  options: GridOptions = {},
): GridModel {
  const { scale = scaleOf(values), numbersUpTo = 160, decimals = 2, ...rest } = options
  const readable = rows * cols <= numbersUpTo && cols <= 16
  return { chart: 'grid', rows, cols, values, scale, decimals: readable ? decimals : null, ...rest }
}

/** Starts of the blocks of `size` in a flattened axis of `count`, the first left out. */
export const blockStarts = (count: number, size: number): number[] =>
  size > 0 && size < count
    ? Array.from({ length: Math.ceil(count / size) - 1 }, (_, i) => (i + 1) * size)
    : []

export interface Product {
  readonly a: number
  readonly b: number
  /** `a` is no input but padding. */
  readonly padding?: boolean
}

const MOST_TERMS = 9

/** `0.5×0.2 + … = 1.3`: products in their roles' colours, then bias, total and activation where there are any. */
export function sumTerms(
  products: readonly Product[],
  options: { bias?: number; activation?: string | null; output: number; more: (count: number) => string },
): Term[] {
  const { bias, activation, output, more } = options
  const shown = products.length > MOST_TERMS ? products.slice(0, MOST_TERMS - 1) : products
  const terms: Term[] = []
  shown.forEach(({ a, b, padding }, i) => {
    if (i > 0) terms.push(' + ')
    terms.push({ value: bracketed(a), role: padding ? 'padding' : 'input' }, '×', {
      value: bracketed(b),
      role: 'weights',
    })
  })
  if (shown.length < products.length) terms.push(` + ${more(products.length - shown.length)}`)
  if (bias !== undefined) terms.push(' + ', { value: bracketed(bias), role: 'weights', name: 'b' })
  const total = products.reduce((sum, { a, b }) => sum + a * b, bias ?? 0)
  // What was rounded for the reader no longer adds up to the last digit.
  const sign = equals([...products.flatMap(({ a, b }) => [a, b]), bias ?? 0])
  if (activation && activation !== 'linear')
    terms.push(`${sign}${numberText(total, 3)}  →  ${activation}${equals([output])}`)
  else terms.push(sign)
  terms.push({ value: numberText(output, 3), role: 'output' })
  return terms
}

/** Whether a float32 is shown in full by so many decimals. */
const isExact = (x: number, decimals: number) => Math.fround(x) === Math.fround(Number(x.toFixed(decimals)))

/** Between numbers as shown and what follows from them: rounded for the reader, they do not claim to be equal. */
export const equals = (shown: readonly number[], decimals = 2): ' = ' | ' ≈ ' =>
  shown.every((x) => isExact(x, decimals)) ? ' = ' : ' ≈ '

/** Negative factors in brackets, so that × and − do not meet. */
export const bracketed = (x: number, decimals?: number) =>
  x < 0 ? `(${numberText(x, decimals)})` : numberText(x, decimals)

/** A domain with a little room on both sides. */
export function padded(values: readonly number[], room = 0.06): CurveModel['y'] {
  const finite = values.filter(Number.isFinite)
  const low = Math.min(...finite, 0)
  const high = Math.max(...finite, 0)
  const margin = (high - low || 1) * room
  return [low - margin, high + margin]
}
