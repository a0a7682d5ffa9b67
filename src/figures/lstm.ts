import { numberText } from '../charts/scale.ts'
import type { Term } from './figure.ts'
import { bracketed, equals } from './parts.ts'
import { recurrent } from './recurrent.ts'

const factor = (value: number): Term => ({ value: bracketed(value), role: 'state' })
const plain = (value: number): Term => ({ value: numberText(value), role: 'state' })
const result = (value: number): Term => ({ value: numberText(value, 3), role: 'state' })

/** Long short-term memory: three gates, a candidate, and two states. */
export const lstm = recurrent({
  gates: [
    { name: 'i', symbol: 'i', key: 'gate_i', by: 'recurrent_activation' },
    { name: 'f', symbol: 'f', key: 'gate_f', by: 'recurrent_activation' },
    { name: 'candidate', symbol: 'c̃', key: 'candidate', by: 'activation' },
    { name: 'o', symbol: 'o', key: 'gate_o', by: 'recurrent_activation' },
  ],
  states: [
    { name: 'c', symbol: 'c', key: 'state_c' },
    { name: 'h', symbol: 'h', key: 'state_h' },
  ],
  returned: ['h', 'c'],
  update: ({ now, before, activation }) => {
    const [i, f, candidate, o, c, h, carried] = [
      now('i'),
      now('f'),
      now('candidate'),
      now('o'),
      now('c'),
      now('h'),
      before('c'),
    ]
    const [sum, product] = [equals([i, f, candidate, carried]), equals([o, c, h])]
    return [
      {
        state: 'c',
        terms: [
          `cₜ = f·cₜ₋₁ + i·c̃${sum}`,
          plain(f),
          ' × ',
          factor(carried),
          ' + ',
          factor(i),
          ' × ',
          factor(candidate),
          sum,
          result(c),
        ],
      },
      {
        state: 'h',
        terms: [
          `hₜ = o·${activation}(cₜ)${product}`,
          plain(o),
          ` × ${activation}(`,
          plain(c),
          `)${product}`,
          result(h),
        ],
      },
    ]
  },
})
