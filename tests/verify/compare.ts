import type { Tensor } from '@tensorflow/tfjs-core'
import type { TensorCase } from './cases.ts'
import { toNumber } from './tensors.ts'

export const DEFAULT_TOLERANCE = 1e-5

/** What a comparison found: the greatest difference, and why it is too much (null when it is not). */
export interface Finding {
  difference: number
  problem: string | null
}

const text = (shape: readonly unknown[]) => `(${shape.map((dim) => dim ?? 'None').join(', ')})`

function placeOf(index: number, shape: readonly number[]): string {
  const place: number[] = []
  for (let axis = shape.length - 1, rest = index; axis >= 0; axis--) {
    place.unshift(rest % shape[axis]!)
    rest = Math.floor(rest / shape[axis]!)
  }
  return `[${place.join(', ')}]`
}

/**
 * The difference of two numbers: absolute up to 1, relative above. Infinity where one of them is not
 * finite, 0 where both are not.
 */
function differenceOf(actual: number, expected: number): number {
  if (!Number.isFinite(expected)) return Number.isFinite(actual) ? Infinity : 0
  return Number.isFinite(actual) ? Math.abs(actual - expected) / Math.max(1, Math.abs(expected)) : Infinity
}

export function compareShapes(
  actual: readonly (number | null)[],
  expected: readonly (number | null)[],
  what: string,
): string | null {
  return text(actual) === text(expected)
    ? null
    : `${what} has shape ${text(actual)}, expected ${text(expected)}`
}

export function compareTensor(
  actual: Tensor,
  expected: TensorCase,
  tolerance: number,
  what: string,
): Finding {
  const misshapen = compareShapes(actual.shape, expected.shape, what)
  if (misshapen) return { difference: Infinity, problem: misshapen }
  if (expected.data === undefined) return { difference: 0, problem: null }
  if (actual.dtype === 'string' || expected.dtype === 'string') return compareText(actual, expected, what)
  const wanted = [expected.data].flat(Infinity).map(toNumber)
  const got = actual.dataSync()
  if (got.length !== wanted.length)
    return {
      difference: Infinity,
      problem: `${what}: the case holds ${wanted.length} values for ${got.length}`,
    }
  let [difference, at] = [0, -1]
  for (let i = 0; i < wanted.length; i++) {
    const one = differenceOf(Number(got[i]), wanted[i]!)
    if (one > difference) [difference, at] = [one, i]
  }
  if (difference <= tolerance) return { difference, problem: null }
  const place = placeOf(at, actual.shape)
  return {
    difference,
    problem: `${what}${place} is ${got[at]}, expected ${wanted[at]}: off by ${difference.toExponential(2)}`,
  }
}

function compareText(actual: Tensor, expected: TensorCase, what: string): Finding {
  if (actual.dtype !== expected.dtype)
    return { difference: 0, problem: `${what} is ${actual.dtype}, expected ${expected.dtype ?? 'float32'}` }
  const wanted = [expected.data].flat(Infinity).map(String)
  const got = actual.dataSync<'string'>()
  const at = wanted.findIndex((one, i) => one !== got[i])
  if (at < 0) return { difference: 0, problem: null }
  const [found, sought] = [JSON.stringify(got[at]), JSON.stringify(wanted[at])]
  return { difference: 0, problem: `${what}${placeOf(at, actual.shape)} is ${found}, expected ${sought}` }
}

export function compareNumbers(
  actual: number[],
  expected: number[],
  tolerance: number,
  what: string,
): Finding {
  if (actual.length !== expected.length)
    return { difference: Infinity, problem: `${what}: ${actual.length} values, expected ${expected.length}` }
  const differences = actual.map((value, i) => differenceOf(value, expected[i]!))
  const difference = Math.max(0, ...differences)
  const problem =
    difference <= tolerance ? null : `${what} are ${actual.join(', ')}, expected ${expected.join(', ')}`
  return { difference, problem }
}

const bare = (config: object, key: string) =>
  String((config as Record<string, unknown>)[key]).replace(/_\d+$/, '')

/** Where two configurations part, names in order included; null where they do not. */
export function compareConfig(actual: unknown, expected: unknown, path = 'get_config'): string | null {
  if (typeof expected === 'number' && typeof actual === 'number')
    return differenceOf(actual, expected) <= 1e-7 ? null : `${path} is ${actual}, expected ${expected}`
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null)
    return Object.is(actual, expected)
      ? null
      : `${path} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`
  const [mine, theirs] = [Object.keys(actual), Object.keys(expected)]
  if (mine.join() !== theirs.join()) return `${path} has ${mine.join(', ')}, expected ${theirs.join(', ')}`
  for (const key of theirs) {
    // Automatic names are numbered in the order of making.
    if (key === 'name' && bare(actual, key) === bare(expected, key)) continue
    const found = compareConfig(
      (actual as Record<string, unknown>)[key],
      (expected as Record<string, unknown>)[key],
      `${path}.${key}`,
    )
    if (found) return found
  }
  return null
}
