import { sizeOf } from '../shapes.ts'
import type { NumberTable } from './numbers.ts'

/** Samples that are summed up between two reports of progress. */
const CHUNK = 1024

/** Mean and variance of numbers that come in batches, in double precision. One pair for each index of the kept axes. */
export class Moments {
  readonly mean: Float64Array
  readonly variance: Float64Array
  /** How many numbers went into each pair. */
  count = 0
  readonly #kept: readonly number[]

  /** `kept`: axes from the front, in rising order; `shape`: their sizes. */
  constructor(kept: readonly number[], shape: readonly number[]) {
    this.#kept = kept
    this.mean = new Float64Array(sizeOf(shape))
    this.variance = new Float64Array(sizeOf(shape))
  }

  /** Takes a table chunk by chunk where its samples share their pairs. */
  addSamples({ values, shape }: NumberTable, onProgress?: (done: number, total: number) => void): void {
    const total = shape[0] ?? 1
    const chunk = this.#kept.includes(0) || shape.length === 0 ? total : CHUNK
    const size = shape.length === 0 ? 1 : sizeOf(shape.slice(1))
    const places = this.#places(shape)
    for (let from = 0; from < total || from === 0; from += chunk) {
      const to = Math.min(total, from + chunk)
      this.#add(values, from * size, to * size, places)
      onProgress?.(to, total)
    }
  }

  /** The pair that each number belongs to: of one sample where all samples are alike, else of all. */
  #places(shape: readonly number[]): Int32Array {
    const first = this.#kept.includes(0) ? 0 : 1
    const steps = shape.map(() => 0)
    let step = 1
    for (const axis of [...this.#kept].reverse()) {
      steps[axis] = step
      step *= shape[axis]!
    }
    let places = [0]
    for (let axis = first; axis < shape.length; axis++)
      places = places.flatMap((place) =>
        Array.from({ length: shape[axis]! }, (_, i) => place + i * steps[axis]!),
      )
    return Int32Array.from(places)
  }

  // Keras's merging of batches, which is Chan's: exact in whatever batches the numbers come.
  #add(values: ArrayLike<number>, from: number, to: number, places: Int32Array): void {
    const { mean, variance } = this
    const added = mean.length > 0 ? (to - from) / mean.length : 0
    const sums = new Float64Array(mean.length)
    for (let i = from; i < to; i++) sums[places[(i - from) % places.length]!]! += values[i]!
    const means = sums.map((sum) => sum / added)
    const squares = new Float64Array(mean.length)
    for (let i = from; i < to; i++) {
      const place = places[(i - from) % places.length]!
      squares[place]! += (values[i]! - means[place]!) ** 2
    }
    this.count += added
    const share = added / this.count
    for (let i = 0; i < mean.length; i++) {
      const merged = mean[i]! * (1 - share) + means[i]! * share
      variance[i] =
        (variance[i]! + (mean[i]! - merged) ** 2) * (1 - share) +
        (squares[i]! / added + (means[i]! - merged) ** 2) * share
      mean[i] = merged
    }
  }
}
