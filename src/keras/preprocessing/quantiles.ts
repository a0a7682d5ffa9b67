/** Points of a distribution in rising order, and how much of the data each stands for. */
export interface Summary {
  readonly points: Float32Array
  readonly weights: Float32Array
}

export const emptySummary = (): Summary => ({ points: new Float32Array(), weights: new Float32Array() })

/** About one over `epsilon` of the values, evenly spaced in their order. */
export function summarize(values: ArrayLike<number>, epsilon: number): Summary {
  const sorted = Float32Array.from(values).sort()
  const increment = sorted.length / (1 / epsilon)
  const step = Math.max(increment, 1)
  const points = sorted.slice(Math.trunc(increment)).filter((_, i) => i % Math.trunc(step) === 0)
  return { points, weights: new Float32Array(points.length).fill(step) }
}

/** Both together, not finer than `epsilon`. */
export function mergeSummaries(a: Summary, b: Summary, epsilon: number): Summary {
  const points = [...a.points, ...b.points]
  const weights = [...a.weights, ...b.weights]
  // What is not a number comes last.
  const order = [...points.keys()].sort((i, j) => {
    const [x, y] = [points[i]!, points[j]!]
    return Number.isNaN(x) || Number.isNaN(y) ? Number(Number.isNaN(x)) - Number(Number.isNaN(y)) : x - y
  })
  return compress(
    {
      points: Float32Array.from(order, (i) => points[i]!),
      weights: Float32Array.from(order, (i) => weights[i]!),
    },
    epsilon,
  )
}

/** What divides the data into bins of equal share. */
export function boundariesOf(summary: Summary, bins: number): number[] {
  return [...compress(summary, 1 / bins).points.slice(0, -1)]
}

function compress(summary: Summary, epsilon: number): Summary {
  const { points, weights } = summary
  if (points.length * epsilon < 1) return summary
  const shares = Array.from({ length: Math.ceil(1 / epsilon) }, (_, i) => epsilon + i * epsilon)
  const sums = Float32Array.from(weights)
  for (let i = 1; i < sums.length; i++) sums[i]! += sums[i - 1]!
  const all = sums.at(-1)!
  const reached = sums.map((sum) => sum / all)
  const counts = interpolate(shares, reached, sums)
  return {
    points: Float32Array.from(interpolate(shares, reached, points)),
    weights: Float32Array.from(counts, (count, i) => count - (counts[i - 1] ?? 0)),
  }
}

/** numpy's `interp` at rising places: straight lines between the points (`xs`, `ys`), level beyond first and last. */
function interpolate(at: readonly number[], xs: Float32Array, ys: Float32Array): number[] {
  let next = 0
  return at.map((x) => {
    while (next < xs.length && xs[next]! <= x) next++
    if (next === 0) return ys[0]!
    const i = next - 1
    if (next === xs.length || xs[i] === x) return ys[i]!
    const slope = (ys[next]! - ys[i]!) / (xs[next]! - xs[i]!)
    const found = [slope * (x - xs[i]!) + ys[i]!, slope * (x - xs[next]!) + ys[next]!]
    // Points that are infinite leave one of the two ways at most.
    return found.find((y) => !Number.isNaN(y)) ?? (ys[i] === ys[next] ? ys[i]! : NaN)
  })
}
