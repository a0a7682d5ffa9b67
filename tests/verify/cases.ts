import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A tensor in a case file. `null` in data is a number that is not finite; without data any values do. */
export interface TensorCase {
  shape: (number | null)[]
  dtype?: string
  data?: unknown
  name?: string
  /** Data is nested lists of rows that differ in length; the shape is null where they do. */
  ragged?: boolean
}

/** One case: a layer, how it is called, and what Keras makes of it. */
export interface Case {
  id: string
  layer: string
  config?: Record<string, unknown>
  inputs?: TensorCase[]
  /** Whether a single input comes in a list. Default: where the layer takes lists and the case is no refusal. */
  list?: boolean
  /** Instead of inputs, for cases about shapes only: one shape or a list of them. */
  input_shape?: unknown
  /** The mask the first input carries, or one for each input. */
  input_mask?: unknown
  call?: Record<string, unknown>
  /** What the layer's adapt is given before the call; a list: batches one after the other. */
  adapt?: TensorCase | TensorCase[]
  weights?: TensorCase[]
  /** Calls before the one that counts, on states and seeds that go on. */
  repeat?: number
  /** Shape of an input the layer is called on first. */
  after?: number[]
  outputs?: TensorCase[]
  output_mask?: TensorCase | null
  losses?: number[]
  /** The weights once the layer was called, in the order of `weights`. */
  weights_after?: TensorCase[]
  /** What `getVocabulary` gives after the call. */
  vocabulary?: (string | number)[]
  /** Of sum(outputs · upstream): for each float input, then for each trainable weight. */
  gradients?: { upstream: TensorCase[]; inputs: TensorCase[]; weights: TensorCase[] }
  output_shapes?: (number | null)[][]
  /** How many numbers (or, as some suites count, how many tensors) the weights are. */
  weight_count?: number
  raises?: unknown
  get_config?: Record<string, unknown>
  tolerance?: number
}

/** What plain tensors in JSON look like: a shape, maybe data; or nested lists. */
export const isTensorCase = (value: unknown): value is TensorCase =>
  typeof value === 'object' && value !== null && Array.isArray((value as TensorCase).shape)

const WHOLE_BOOK = 'content/layers/**/golden.json'

function filesOf(path: string): string[] {
  if (!existsSync(path)) throw new Error(`There is no file or folder ${path}.`)
  return statSync(path).isDirectory() ? globSync(join(path, '**/*.json')).sort() : [path]
}

function casesOf(file: string): Case[] {
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { cases?: Case[] } | Case[]
  const cases = Array.isArray(parsed) ? parsed : (parsed.cases ?? [])
  return cases.map((one, index) => ({
    ...one,
    id: one.id ?? `${file}#${index}`,
    ...(one.inputs ? { inputs: one.inputs.flatMap(componentsOf) } : {}),
    ...(one.outputs ? { outputs: one.outputs.flatMap(componentsOf) } : {}),
  }))
}

/** A ragged tensor as layers take and give it: the values, then where the rows of each dimension start and end. */
function componentsOf(spec: TensorCase): TensorCase[] {
  if (!spec.ragged) return [spec]
  const splits: TensorCase[] = []
  let rows = spec.data as unknown[]
  for (let axis = 1; axis < spec.shape.length; axis++) {
    const ends = [0]
    for (const row of rows as unknown[][]) ends.push(ends.at(-1)! + row.length)
    splits.push({ shape: [ends.length], dtype: 'int32', data: ends })
    rows = rows.flat(1)
  }
  return [{ shape: [rows.length], dtype: spec.dtype ?? 'float32', data: rows }, ...splits]
}

/** The cases of the files and folders named, or of every layer of the book. */
export function loadCases(paths: readonly string[]): Case[] {
  const files = paths.length > 0 ? paths.flatMap(filesOf) : globSync(WHOLE_BOOK).sort()
  return files.flatMap(casesOf)
}
