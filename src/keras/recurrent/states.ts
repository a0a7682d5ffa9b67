import { broadcastTo, keep, reshape, tidy, where, add, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { broadcast, isKnown, type Shape } from '../shapes.ts'

/**
 * Whether a given state can stand for one of this shape. A smaller one may be repeated, but not along the
 * last axis of the first state, which is multiplied by a matrix.
 */
export function fitsState(given: Shape, expected: Shape, index: number): boolean {
  if (index === 0 && given.length > 0 && given.at(-1) !== expected.at(-1)) return false
  if (!isKnown(given) || !isKnown(expected))
    return given.length === expected.length && given.every((size, axis) => meets(size, expected[axis]!))
  return broadcast(given, expected)?.join() === expected.join()
}

const meets = (a: number | null, b: number | null) => a === null || b === null || a === b

/** A state in its full shape. */
export const fullState = (state: Tensor, shape: readonly number[]): Tensor =>
  state.shape.join() === shape.join() ? state : broadcastTo(state, [...shape])

/** Where the mask of a step, (batch, 1) or (batch, size), is true the one, else the other. */
export function choose(mask: Tensor, yes: Tensor, no: Tensor): Tensor {
  const more = yes.rank - mask.rank
  const condition = more > 0 ? reshape(mask, [...mask.shape, ...Array<number>(more).fill(1)]) : mask
  return where(condition, yes, no)
}

/** The states a stateful layer carries from call to call. */
export class CarriedStates {
  #states: Tensor[] | null = null
  #cleared = false

  /** Those of the last call; zeros after a reset; null before the first call. */
  read(shapes: readonly Shape[]): Tensor[] | null {
    if (this.#states) return [...this.#states]
    return this.#cleared ? shapes.map((shape) => zeros(shape as number[])) : null
  }

  write(states: readonly Tensor[]): void {
    const kept = states.map((state) => keep(tidy(() => add(state, 0))))
    this.dispose()
    this.#states = kept
  }

  /** The next call starts from zeros. */
  reset(): void {
    this.dispose()
    this.#cleared = true
  }

  dispose(): void {
    this.#states?.forEach((state) => state.dispose())
    this.#states = null
  }
}
