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

/** The shape two shapes broadcast to, or null where they do not. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] | null {
  const rank = Math.max(a.length, b.length)
  const result: number[] = []
  for (let i = 1; i <= rank; i++) {
    const [x, y] = [a.at(-i) ?? 1, b.at(-i) ?? 1]
    if (x !== y && x !== 1 && y !== 1) return null
    result.unshift(x === 1 ? y : x)
  }
  return result
}
