import type { CurveModel, Series } from '../../../src/charts/model.ts'
import type { TrainingOutput } from '../../../src/runtime/kernel/protocol.ts'

/** One metric's curves: on what is trained with, and on what is kept back, where there is any. */
export interface Metric {
  readonly name: string
  readonly training: readonly number[] | null
  readonly validation: readonly number[] | null
}

/** The metrics in the order they came, `val_loss` beside `loss`. */
export function metricsOf({ metrics }: Pick<TrainingOutput, 'metrics'>): Metric[] {
  const names = [...new Set(Object.keys(metrics).map((name) => name.replace(/^val_/, '')))]
  const numbers = (name: string) => metrics[name]?.map(Number) ?? null
  return names.map((name) => ({ name, training: numbers(name), validation: numbers(`val_${name}`) }))
}

/** Domain of values with some room, down to zero where it is near. */
function domainOf(values: readonly number[]): [number, number] {
  const finite = values.filter(Number.isFinite)
  if (finite.length === 0) return [0, 1]
  const low = Math.min(...finite)
  const high = Math.max(...finite)
  const room = (high - low || Math.abs(high) || 1) * 0.08
  return [low >= 0 && low < (high - low) * 2 + room ? 0 : low - room, high + room]
}

export function curveOf(
  { training, validation }: Metric,
  { at, epochs }: Pick<TrainingOutput, 'at' | 'epochs'>,
  words: { training: string; validation: string; axis: string },
): CurveModel {
  const series = [
    { name: words.training, role: 'state', y: training },
    { name: words.validation, role: 'weights', dashed: true, y: validation },
  ] as const
  return {
    chart: 'curve',
    series: series.flatMap(({ y, ...line }): Series[] => (y ? [{ ...line, x: at, y }] : [])),
    // One point makes no line.
    dots: at.length === 1 ? series.flatMap(({ y, role }) => (y ? [{ x: at[0]!, y: y[0]!, role }] : [])) : [],
    x: [Math.min(1, at[0] ?? 1), Math.max(2, epochs)],
    y: domainOf([...(training ?? []), ...(validation ?? [])]),
    xLabel: words.axis,
    yLabel: '',
  }
}
