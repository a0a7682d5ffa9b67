import * as tf from '@tensorflow/tfjs-core'
import { isTensorCase, type TensorCase } from './cases.ts'

type Dtype = 'float32' | 'int32' | 'bool' | 'string'

function dtypeOf(name: string | undefined): Dtype {
  if (name === 'bool' || name === 'string') return name
  return name !== undefined && /^u?int/.test(name) ? 'int32' : 'float32'
}

const WORDS: Record<string, number> = {
  inf: Infinity,
  infinity: Infinity,
  '-inf': -Infinity,
  '-infinity': -Infinity,
}

/** A value in JSON as a number: null and words stand for what JSON cannot hold. */
export function toNumber(value: unknown): number {
  if (value === null) return NaN
  return typeof value === 'string' ? (WORDS[value.toLowerCase()] ?? Number(value)) : Number(value)
}

const sizeOf = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1)

function filler(shape: number[], dtype: Exclude<Dtype, 'string'>): number[] {
  return Array.from({ length: sizeOf(shape) }, (_, i) =>
    dtype === 'float32' ? Math.sin(i + 1) : dtype === 'bool' ? 1 : 0,
  )
}

const textOf = (data: unknown, size: number): string[] =>
  data === undefined ? Array.from({ length: size }, () => '') : [data].flat(Infinity).map(String)

/** The tensor of a case; values are made up where the case has none. Unknown sizes become 2. */
export function toTensor(spec: TensorCase): tf.Tensor {
  const shape = spec.shape.map((dim) => dim ?? 2)
  const dtype = dtypeOf(spec.dtype)
  if (dtype === 'string') return tf.tensor(textOf(spec.data, sizeOf(shape)), shape, 'string')
  const flat = spec.data === undefined ? filler(shape, dtype) : [spec.data].flat(Infinity).map(toNumber)
  return dtype === 'bool' ? tf.tensor(flat.map(Boolean), shape, 'bool') : tf.tensor(flat, shape, dtype)
}

/** Nested lists as a tensor. Lists of true and false are masks. */
function fromLists(value: unknown[]): tf.Tensor {
  const isBool = [value].flat(Infinity).every((entry) => typeof entry === 'boolean')
  return tf.tensor(value as number[], undefined, isBool ? 'bool' : 'float32')
}

/** A call argument: tensors wherever there is one in JSON, in lists too; everything else as it is. */
export function toArgument(value: unknown): unknown {
  if (isTensorCase(value)) return toTensor(value)
  if (!Array.isArray(value)) return value
  return value.some(
    (entry) => isTensorCase(entry) || entry === null || (Array.isArray(entry) && isTensorCase(entry[0])),
  )
    ? value.map(toArgument)
    : fromLists(value)
}

/** A list of tensors: the initial states, however they are written; lists in lists for cells made of cells. */
export function toTensorList(value: unknown): tf.Tensor[] {
  if (isTensorCase(value)) return [toTensor(value)]
  const list = value as unknown[]
  const isStates = (entry: unknown) => isTensorCase(entry) || (Array.isArray(entry) && isTensorCase(entry[0]))
  return list.flatMap((entry) => (isStates(entry) ? toTensorList(entry) : fromLists(entry as unknown[])))
}

/** A mask for an input: a flat list takes the shape of the input's first two axes. */
export function toMask(value: unknown, input: tf.Tensor | undefined): tf.Tensor | null {
  if (value === null || value === undefined) return null
  if (isTensorCase(value)) return toTensor({ ...value, dtype: value.dtype ?? 'bool' })
  const list = value as unknown[]
  if (list.length === 1 && isTensorCase(list[0]))
    return toTensor({ ...list[0], dtype: list[0].dtype ?? 'bool' })
  const flat = list.flat(Infinity)
  const wanted = input?.shape.slice(0, 2) ?? []
  const isFlat = list.every((entry) => !Array.isArray(entry))
  if (isFlat && sizeOf(wanted) === flat.length) return tf.tensor(flat.map(Boolean), wanted, 'bool')
  return tf.cast(tf.tensor(list as number[]), 'bool')
}

/** Configuration values that are tensors in JSON become nested lists, as Python would take them. */
export function plainConfig(config: Record<string, unknown>): Record<string, unknown> {
  const plain = (value: unknown): unknown =>
    isTensorCase(value) && 'data' in value ? tf.tidy(() => toTensor(value).arraySync()) : value
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(plain) : plain(value),
    ]),
  )
}
