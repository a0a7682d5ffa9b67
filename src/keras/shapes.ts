/** A shape with unknown sizes as null. */
export type Shape = (number | null)[]

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, dim) => size * dim, 1)

/** `[a]` for `a`; a list stays. */
export const toList = <T>(value: T | readonly T[]): T[] => (Array.isArray(value) ? [...value] : [value as T])

/** The shape of the only (or first) input, whichever way a host gives it. */
export function firstShape(shapes: Shape | Shape[]): Shape {
  return Array.isArray(shapes[0]) ? (shapes[0] as Shape) : (shapes as Shape)
}

export const isKnown = (shape: Shape): shape is number[] =>
  shape.every((dim) => dim !== null && dim !== undefined)

export const sameSizes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i])

/** The shape two shapes broadcast to, or null where they do not. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] | null {
  if (a.length < b.length) return broadcast(b, a)
  const extra = a.length - b.length
  const result: number[] = []
  for (const [i, x] of a.entries()) {
    const y = i < extra ? 1 : b[i - extra]!
    if (x !== y && x !== 1 && y !== 1) return null
    result.push(x === 1 ? y : x)
  }
  return result
}
