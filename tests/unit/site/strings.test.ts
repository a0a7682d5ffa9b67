import { expect, test } from 'vitest'
import { differences, merge, pick, translator } from '../../../components/site/strings.ts'

const strings = { lab: { run: 'Run', shape: '{rank} axes: {shape}' }, errors: { choice: 'One of {allowed}' } }

test('a string is read by its key, with its holes filled', () => {
  const t = translator(strings)
  expect(t('lab.run')).toBe('Run')
  expect(t('lab.shape', { rank: 2, shape: '(4, 5)' })).toBe('2 axes: (4, 5)')
})

test('what is missing is an error, not a blank', () => {
  const t = translator(strings)
  expect(() => t('lab.stop')).toThrow('lab.stop')
  expect(() => t('lab')).toThrow('lab')
  expect(() => t('lab.shape', { rank: 2 })).toThrow('"shape"')
})

test('a page hands its script only the areas it names', () => {
  expect(pick(strings, 'lab.run', 'errors')).toEqual({ lab: { run: 'Run' }, errors: strings.errors })
  expect(() => pick(strings, 'cell')).toThrow('cell')
})

test('parts are joined, and a string written twice is refused', () => {
  expect(merge(strings, { lab: { stop: 'Stop' } })).toEqual({
    ...strings,
    lab: { ...strings.lab, stop: 'Stop' },
  })
  expect(() => merge(strings, { lab: { run: 'Go' } })).toThrow('lab.run')
})

test('languages that are no twins are told apart', () => {
  expect(differences(strings, strings)).toEqual([])
  const other = { lab: { run: ' ', shape: '{rank}' }, errors: {} }
  expect(differences(strings, other)).toEqual([
    'lab.run: empty',
    'lab.shape: the holes differ ({rank} {shape} / {rank})',
    'errors.choice: only one language has it',
  ])
})
