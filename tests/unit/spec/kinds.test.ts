import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { useStrings } from '../../../components/site/i18n.ts'
import { localeNames } from '../../../components/site/locales.ts'
import { flatten } from '../../../components/site/strings.ts'
import { kinds, type Kind } from '../../../src/spec/index.ts'

const { axes, bool, choice, described, dims, float, int, numbers, optional } = kinds

interface Case {
  readonly name: string
  readonly kind: Kind<unknown>
  readonly values: fc.Arbitrary<unknown>
}

const of = <T>(name: string, kind: Kind<T>, values: fc.Arbitrary<T>): Case => ({
  name,
  kind: kind as Kind<unknown>,
  values,
})

const whole = (min: number, max: number) => fc.integer({ min, max })
const real = fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => (Object.is(v, -0) ? 0 : v))
const words = ['valid', 'same', 'causal'] as const
const shape = fc.array(whole(-4096, 4096), { maxLength: 6 })

const CASES: readonly Case[] = [
  of('int', int({ min: 1, max: 8 }), whole(-64, 64)),
  of('float', float({ min: 0, max: 1 }), real),
  of('bool', bool(), fc.boolean()),
  of('choice', choice(words), fc.constantFrom(...words)),
  of('axes 1', axes(1, { min: 1, max: 8 }), fc.tuple(whole(-64, 64))),
  of('axes 3', axes(3, { min: 1, max: 8 }), fc.tuple(whole(-64, 64), whole(-64, 64), whole(-64, 64))),
  of('dims', dims({ holes: false }), shape),
  of('dims with holes', dims({ holes: true }), fc.array(fc.option(whole(-4096, 4096)), { maxLength: 6 })),
  of('dims of a figure', dims({ holes: false, min: 1, most: 4096 }), fc.array(whole(1, 4), { maxLength: 6 })),
  of(
    'whole numbers',
    numbers({ max: 9, whole: true }),
    fc.array(whole(-99, 99), { minLength: 1, maxLength: 9 }),
  ),
  of('real numbers', numbers({ max: 9, whole: false }), fc.array(real, { minLength: 1, maxLength: 9 })),
  of('int or None', optional(int({ min: 1, max: 8 })), fc.option(whole(-64, 64))),
  of('choice or None', optional(choice(words)), fc.option(fc.constantFrom(...words))),
  of(
    'axes or None',
    optional(axes(2, { min: 1, max: 8 })),
    fc.option(fc.tuple(whole(-64, 64), whole(-64, 64))),
  ),
  of('described', described('str | None'), fc.constantFrom(null, 'l2', 'max_norm')),
]

/** What a reader may leave in a control. */
const rubbish = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'0123456789-+.,，、()[] \teNoneTrue'), maxLength: 16 }),
)

/** What the Python of a literal means, for the few forms that literals take. */
function python(text: string): unknown {
  const json = text
    .replaceAll('None', 'null')
    .replaceAll('True', 'true')
    .replaceAll('False', 'false')
    .replaceAll("'", '"')
    .replace(/,?\)$/, ']')
    .replace(/^\(/, '[')
  return JSON.parse(json)
}

const typescript = (text: string): unknown => new Function(`return (${text})`)()

describe.each(CASES)('$name', ({ kind, values }) => {
  test('a value is read back from its text', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(kind.parse(kind.format(value))).toEqual({ ok: true, value })
      }),
    )
  })

  test('any text is a value or an issue, and a value’s text stays the same', () => {
    fc.assert(
      fc.property(rubbish, (text) => {
        const parsed = kind.parse(text)
        if (!parsed.ok) return
        const again = kind.parse(kind.format(parsed.value))
        expect(again.ok && kind.format(again.value)).toBe(kind.format(parsed.value))
      }),
    )
  })

  test('its code means the value it stands for, in both languages', () => {
    fc.assert(
      fc.property(values, (value) => {
        const meant = kind.config(value)
        const { control } = kind
        // Keras takes one number for all axes, and code says it so.
        const alike = control.as === 'axes' && Array.isArray(meant) && meant.every((v) => v === meant[0])
        expect(python(kind.literal(value, 'python'))).toEqual(alike ? meant[0] : meant)
        expect(typescript(kind.literal(value, 'typescript'))).toEqual(alike ? meant[0] : meant)
      }),
    )
  })
})

test('every issue has its sentence in every language', () => {
  const found = new Map<string, Readonly<Record<string, string | number>>>()
  fc.assert(
    fc.property(fc.constantFrom(...CASES), rubbish, ({ kind }, text) => {
      const parsed = kind.parse(text)
      if (!parsed.ok) found.set(parsed.issue.code, parsed.issue.values)
    }),
    { numRuns: 4000, seed: 1 },
  )
  for (const text of ['1,1,1,1,1,1,1', '64,64,4', '0', '999', '1e9', '1,2,3,4,5,6,7,8,9,10', ''])
    for (const { kind } of CASES) {
      const parsed = kind.parse(text)
      if (!parsed.ok) found.set(parsed.issue.code, parsed.issue.values)
    }
  expect([...found.keys()].sort()).toEqual([
    'axes',
    'bool',
    'choice',
    'dims',
    'dims-min',
    'empty-list',
    'integer',
    'number',
    'too-large',
    'too-many',
    'too-many-dims',
    'too-many-elements',
  ])
  for (const locale of localeNames) {
    const strings = new Map(flatten(useStrings(locale)))
    for (const [code, values] of found) {
      const holes = [...(strings.get(`issues.${code}`) ?? '{missing}').matchAll(/\{(\w+)\}/g)].map(
        ([, hole]) => hole!,
      )
      expect(Object.keys(values), `${locale} issues.${code}`).toEqual(expect.arrayContaining(holes))
    }
  }
})

describe('what people type', () => {
  const read = <T>(kind: Kind<T>, text: string) => {
    const parsed = kind.parse(text)
    return parsed.ok ? parsed.value : parsed.issue.code
  }

  test('shapes, with or without brackets, in Chinese punctuation too', () => {
    const kind = dims({ holes: false })
    for (const text of ['2, -1', '(2, -1)', '[2,-1]', '2 -1', '2，-1', '2、-1', ' ( 2 , -1 ) '])
      expect(read(kind, text), text).toEqual([2, -1])
    expect(read(kind, '(12,)')).toEqual([12])
    expect(read(kind, '()')).toEqual([])
    expect(read(kind, '2, x')).toBe('dims')
    expect(read(kind, '2, None')).toBe('dims')
    expect(read(dims({ holes: true }), 'None, 4')).toEqual([null, 4])
    expect(read(dims({ holes: false, min: 1 }), '3, 0')).toBe('dims-min')
    expect(read(dims({ holes: false, most: 512 }), '30, 30')).toBe('too-many-elements')
  })

  test('one number stands for every axis, as in Keras', () => {
    const kind = axes(2, { min: 1, max: 7 })
    expect(read(kind, '3')).toEqual([3, 3])
    expect(read(kind, '(3, 5)')).toEqual([3, 5])
    expect(kind.format([3, 3])).toBe('3')
    expect(kind.literal([3, 5], 'python')).toBe('(3, 5)')
    expect(kind.literal([3, 5], 'typescript')).toBe('[3, 5]')
    expect(read(kind, '1, 2, 3')).toBe('axes')
  })

  test('a whole float is written as a float in Python', () => {
    expect(float({ min: 0, max: 1 }).literal(1, 'python')).toBe('1.0')
    expect(float({ min: 0, max: 1 }).literal(0.25, 'python')).toBe('0.25')
  })

  test('numbers that would freeze the page are not taken', () => {
    expect(read(int({ min: 1, max: 8 }), '100000')).toBe('too-large')
    expect(read(dims({ holes: false }), '5000')).toBe('dims')
  })
})
