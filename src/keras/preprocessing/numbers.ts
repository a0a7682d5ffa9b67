import { cast, Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import { plainValues } from '../initializers.ts'
import { asFloat } from '../ops.ts'
import type { Param } from '../params.ts'
import { forEachBatch, isBatches, type AdaptOptions, type Batches, type NestedList } from './adapt.ts'
import { isRagged, rowsOfList } from './rows.ts'

/** A number, or numbers in the shape of nested lists. */
export type Numbers = NestedList<number>

/** Numbers of a whole shape, row-major. */
export interface NumberTable {
  readonly values: ArrayLike<number>
  readonly shape: readonly number[]
}

/** What `adapt` takes of numbers at a time: a tensor, nested lists, or a typed array of one axis. */
export type NumberBatch = Tensor | Numbers | ArrayLike<number>

export const isWholeDtype = (dtype: string): boolean => /^u?int/.test(dtype)

/** The dtype here for one of Keras's. */
export const dtypeOf = (dtype: string): 'int32' | 'float32' => (isWholeDtype(dtype) ? 'int32' : 'float32')

/** Numbers in the dtype that a layer computes in: whole ones are cut off. */
export function asNumbers(x: Tensor, dtype: string, layer: string): Tensor {
  if (x.dtype === 'string') throw new LayerError('input-numbers', layer, ['input'], { value: 'text' })
  return isWholeDtype(dtype) ? cast(x, 'int32') : asFloat(x)
}

/** Whether Keras casts what comes in before the layer's own computation sees it. It loses the mask then. */
export const isCast = (x: Tensor, dtype: string): boolean => x.dtype === 'float32' && isWholeDtype(dtype)

/** @throws LayerError for the dtypes that no number is of. */
export function refuseOtherDtypes(dtype: string, layer: string): void {
  if (dtype === 'bool' || dtype === 'string')
    throw new LayerError('dtype-unsupported', layer, ['dtype'], { value: dtype })
}

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean'

function tableOf(list: Numbers, layer: string): NumberTable | null {
  const rows = rowsOfList<unknown>(list, layer)
  return !isRagged(rows) && rows.values.every(isNumber)
    ? { values: rows.values.map(Number), shape: rows.shape as number[] }
    : null
}

/** One number, or nested lists or a tensor of them. */
export const numbers = (): Param<{ readonly given: Numbers } & NumberTable> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const given = (value instanceof Tensor ? value.arraySync() : plainValues(value)) as Numbers
    const table = tableOf(given, layer)
    if (!table) throw new LayerError('numbers', layer, [param], { value: show(value) })
    return { given, ...table }
  },
  serialize: ({ given }) => given,
})

/** @throws LayerError for text, or rows of different lengths. */
export function readNumbers(batch: NumberBatch, layer: string): NumberTable {
  if (batch instanceof Tensor) {
    const numeric = asNumbers(batch, 'float32', layer)
    const table = { values: Array.from(numeric.dataSync()), shape: batch.shape }
    if (numeric !== batch) numeric.dispose()
    return table
  }
  if (ArrayBuffer.isView(batch)) {
    const values = batch as unknown as ArrayLike<number>
    return { values, shape: [values.length] }
  }
  const rows = rowsOfList<unknown>(batch as Numbers, layer)
  const wrong = rows.values.find((one) => !isNumber(one))
  if (wrong !== undefined) throw new LayerError('input-numbers', layer, ['input'], { value: show(wrong) })
  if (isRagged(rows)) throw new LayerError('input-ragged', layer, ['input'], { shape: showShape(rows.shape) })
  return { values: rows.values.map(Number), shape: rows.shape as number[] }
}

/** Shows data to `take`, then calls `finish`. Only an iterator makes it a promise. */
export function adaptTo(
  data: NumberBatch | Batches<NumberBatch>,
  options: AdaptOptions,
  layer: string,
  take: (batch: NumberTable, isOneOfMany: boolean) => void,
  finish: () => void,
): void | Promise<void> {
  if (isBatches(data))
    return forEachBatch(data, options, (batch) => take(readNumbers(batch, layer), true)).then(finish)
  take(readNumbers(data, layer), false)
  finish()
}
