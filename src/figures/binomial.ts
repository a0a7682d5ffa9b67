/** Chances of 0 … n successes in n trials that succeed with probability p. */
export function binomial(n: number, p: number): number[] {
  if (p <= 0) return Array.from({ length: n + 1 }, (_, k) => Number(k === 0))
  if (p >= 1) return Array.from({ length: n + 1 }, (_, k) => Number(k === n))
  // In logarithms: a product of hundreds of small chances is 0 in floating point.
  const chances: number[] = []
  let log = n * Math.log(1 - p)
  for (let k = 0; k <= n; k++) {
    chances.push(Math.exp(log))
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p))
  }
  return chances
}
