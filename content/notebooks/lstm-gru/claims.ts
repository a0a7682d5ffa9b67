import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

const [NOISE, EPOCHS] = [0, 2]

export const claims: Claims = async (run) => {
  const errors = (column: string) =>
    Object.fromEntries(run.table('compare', 'errors').map((row) => [row['name'], Number(row[column])]))
  const close = (column: string, expected: Record<string, number>) => {
    for (const [name, error] of Object.entries(expected))
      expect(errors(column)[name], name).toBeCloseTo(error, 3)
  }

  expect(errors('weights')).toMatchObject({ LSTM: 320 + 9, GRU: 264 + 9 })
  close('series', { LSTM: 0.091, GRU: 0.1, sine: 0.085 })
  close('sine', { LSTM: 0.011, GRU: 0.015 })

  await run.set('knobs', NOISE, 1)
  close('sine', { LSTM: 0.095 })
  await Promise.all([run.set('knobs', NOISE, 0.3), run.set('knobs', EPOCHS, 1)])
  close('series', { LSTM: 0.102, GRU: 0.094 })
}
