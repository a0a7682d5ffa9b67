import { expect, test } from 'vitest'
import { judgeOptions } from '../../verify/options.ts'

const judge = (...rows: [string, boolean][]) =>
  Object.fromEntries(
    judgeOptions(rows.map(([options, agrees]) => ({ options: options.split(' ').filter(Boolean), agrees }))),
  )

test('an option whose cases agree is exact', () => {
  expect(judge(['', true], ['strides', true])).toEqual({ '': 'exact', strides: 'exact' })
})

test('a case that parts blames the option it sets alone', () => {
  expect(judge(['', true], ['groups', false], ['strides', true])).toMatchObject({
    groups: 'differs',
    strides: 'exact',
  })
})

test('beside an option known to differ another is not blamed', () => {
  expect(judge(['', true], ['groups', false], ['groups padding', false], ['padding', true])).toMatchObject({
    groups: 'differs',
    padding: 'exact',
  })
})

test('an option only tried beside one that differs is unclear', () => {
  expect(judge(['', true], ['groups', false], ['groups seed', false])).toMatchObject({ seed: 'unclear' })
})

test('of two options that only part together neither is convicted', () => {
  expect(judge(['', true], ['groups padding', false])).toMatchObject({
    groups: 'unclear',
    padding: 'unclear',
  })
})

test('where the layer differs with nothing set, options are not blamed', () => {
  expect(judge(['', false], ['strides', false], ['units', true])).toEqual({
    '': 'differs',
    strides: 'unclear',
    units: 'exact',
  })
})
