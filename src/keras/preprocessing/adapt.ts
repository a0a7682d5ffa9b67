import type { Tensor } from '@tensorflow/tfjs-core'

/** Nested lists, as JavaScript writes a batch of strings or numbers. */
export type NestedList<T> = T | readonly NestedList<T>[]

/** Batches that come one after the other: from a file, a network, a generator. */
export type Batches<B> = AsyncIterable<B> | AsyncIterator<B>

export interface AdaptOptions {
  /** How many batches to take from an iterator. Default: all of them. */
  steps?: number | null
  /**
   * Told how far adapting is: samples of a tensor or list, batches of an iterator. `total` is null where nobody
   * knows it.
   */
  onProgress?: (done: number, total: number | null) => void
}

export const isBatches = <B>(data: B | Batches<B>): data is Batches<B> =>
  typeof data === 'object' &&
  data !== null &&
  (Symbol.asyncIterator in data || typeof (data as Partial<AsyncIterator<B>>).next === 'function')

/** How long a page may stand still. In ms. */
const PATIENCE = 50

/**
 * Takes batches one after the other, at most `steps` of them. A batch is its maker's to dispose of; what runs
 * beside it, as a page does, gets its turn.
 */
export async function forEachBatch<B>(
  batches: Batches<B>,
  { steps = null, onProgress }: AdaptOptions,
  take: (batch: B) => void,
): Promise<void> {
  const iterator = Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches
  let rested = Date.now()
  let done = 0
  try {
    while (steps === null || done < steps) {
      const next = await iterator.next()
      if (next.done) return
      take(next.value)
      done++
      onProgress?.(done, steps)
      if (Date.now() - rested < PATIENCE) continue
      await new Promise((resolve) => setTimeout(resolve))
      rested = Date.now()
    }
  } finally {
    // A generator that is not yet at its end may hold a batch, or a file.
    await iterator.return?.()
  }
}

/** A tensor, or what becomes one. */
export type Batch<T> = Tensor | NestedList<T>
