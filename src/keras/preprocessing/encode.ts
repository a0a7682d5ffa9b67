import { tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, showShape } from '../errors.ts'
import { lastRows, type Rows } from './rows.ts'

/** How whole numbers are encoded; `tf_idf` counts them and weighs the counts. */
export type Encoding = 'one_hot' | 'multi_hot' | 'count' | 'tf_idf'

interface EncodingRules {
  readonly mode: Encoding
  /** The size of the last axis; larger numbers are left out. */
  readonly depth: number
  /** What each count is weighed with. */
  readonly weights?: readonly number[]
  readonly dtype: 'float32' | 'int32'
  readonly layer: string
}

/**
 * What Keras's tf_utils.encode_categorical_inputs makes of whole numbers: each number (`one_hot`, where the last axis
 * is not 1), or all along the last axis together, become a vector.
 */
export function encode(rows: Rows<number>, { mode, depth, weights, dtype, layer }: EncodingRules): Tensor {
  const isOwnRow = mode === 'one_hot' && rows.shape.at(-1) !== 1 && rows.shape.length > 0
  const rank = Math.max(1, rows.shape.length) + (isOwnRow ? 1 : 0)
  if (rank > 2)
    throw new LayerError('encode-rank', layer, ['output_mode', 'input'], {
      shape: showShape(rows.shape),
      value: mode,
    })
  const ends = isOwnRow ? [...rows.values.keys(), rows.values.length] : lastRows(rows)
  const count = ends.length - 1
  const data = dtype === 'int32' ? new Int32Array(count * depth) : new Float32Array(count * depth)
  const isBinary = mode === 'one_hot' || mode === 'multi_hot'
  for (let row = 0; row < count; row++)
    for (let i = ends[row]!; i < ends[row + 1]!; i++) {
      const value = rows.values[i]!
      if (value >= depth) continue
      const at = row * depth + value
      data[at] = isBinary ? 1 : data[at]! + 1
    }
  if (weights)
    for (let at = 0; at < data.length; at += depth)
      for (let i = 0; i < depth; i++) data[at + i] = data[at + i]! * weights[i]!
  return tensor(data, rank === 1 ? [depth] : [count, depth], dtype)
}

/** The shape of what {@link encode} gives. For sizes that are not known, what Keras's own rule of shapes says. */
export function encodedShape(
  shape: readonly (number | null)[],
  mode: Encoding,
  depth: number | null,
): (number | null)[] {
  if (shape.length === 1 && shape[0] !== null)
    return mode === 'one_hot' && shape[0] !== 1 ? [shape[0]!, depth] : [depth]
  return shape.length === 0 ? [depth] : [shape[0]!, depth]
}
