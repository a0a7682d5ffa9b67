import { describe, expect, test } from 'vitest'
import { curveOf, metricsOf } from '../../../components/notebook/outputs/training.ts'

const words = { training: 'train', validation: 'val', axis: 'epoch' }

describe('training curves', () => {
  test('a metric and its validation are one chart of two styles', () => {
    const metrics = metricsOf({ metrics: { loss: [2, 1], acc: [0.5, 0.6], val_loss: [3, 'NaN'] } })
    expect(metrics.map(({ name }) => name)).toEqual(['loss', 'acc'])
    const model = curveOf(metrics[0]!, { at: [1, 2], epochs: 10 }, words)
    expect(model.series.map(({ name, dashed }) => [name, dashed])).toEqual([
      ['train', undefined],
      ['val', true],
    ])
    expect(model.series[1]!.y).toEqual([3, NaN])
    expect(model.x).toEqual([1, 10])
    expect(model.y[0]).toBe(0)
    expect(model.y[1]).toBeGreaterThan(3)
    expect(curveOf(metrics[1]!, { at: [1, 2], epochs: 10 }, words).series).toHaveLength(1)
  })

  test('one point is a dot, and no value is no fault', () => {
    expect(
      curveOf(metricsOf({ metrics: { loss: [1] } })[0]!, { at: [1], epochs: 5 }, words).dots,
    ).toHaveLength(1)
    expect(
      curveOf(
        { name: 'loss', training: ['NaN'].map(Number), validation: null },
        { at: [1], epochs: 1 },
        words,
      ).y,
    ).toEqual([0, 1])
  })
})
