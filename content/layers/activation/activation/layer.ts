import { activation } from '../../../../src/figures/activation.ts'
import { mixesRow } from '../../../../src/figures/activation_formulas.ts'
import {
  ACTIVATIONS,
  defineLayer,
  failsInPlainTfjs,
  field,
  filled,
  kinds,
  required,
  tensor,
  uniform,
  type Pass,
} from '../../../../src/spec/index.ts'

const { choice, int, numbers, optional } = kinds

/** Points of the x axis of the curve. */
const POINTS = 241

const evenly = (shape: readonly number[], from: number, to: number) => {
  const steps = Math.max(1, shape.reduce((n, d) => n * d, 1) - 1)
  return filled(shape, (i) => from + ((to - from) * i) / steps)
}

export default defineLayer({
  keras: 'Activation',
  params: {
    activation: required(optional(choice(ACTIVATIONS)), 'relu'),
  },
  demo: {
    compare_with: field(optional(choice(ACTIVATIONS)), 'gelu'),
    input_numbers: field(choice(['evenly', 'random', 'typed']), 'evenly'),
    input_list: field(
      numbers({ max: 12, whole: false }),
      [-3, -1, 0, 1, 3],
      (s) => s.input_numbers === 'typed',
    ),
    input_range: field(int({ min: 1, max: 12 }), 4),
    input_batch: field(int({ min: 1, max: 4 }), 1, (s) => s.input_numbers !== 'typed'),
    input_features: field(int({ min: 1, max: 12 }), 9, (s) => s.input_numbers !== 'typed'),
    input_seed: field(int({ min: 0, max: 99 }), 1, (s) => s.input_numbers === 'random'),
  },
  plan: (s) => {
    const reach = s.input_range
    const shape = [s.input_batch, s.input_features]
    const input = {
      evenly: () => evenly(shape, -reach, reach),
      random: () => uniform(shape, s.input_seed, -reach, reach),
      typed: () => tensor([1, s.input_list.length], s.input_list),
    }[s.input_numbers]()
    // The axis holds every dot.
    const edge = Math.max(reach, ...Array.from(input.data, Math.abs))
    const axis = tensor(
      [1, POINTS],
      Float32Array.from({ length: POINTS }, (_, i) => -edge + (2 * edge * i) / (POINTS - 1)),
    )
    const pass = (on: typeof input, config?: Pass['config']): Pass => ({
      inputs: [on],
      gradient: true,
      ...(config && { config }),
    })
    const compare = s.compare_with === null ? null : { activation: s.compare_with }
    return {
      passes: {
        main: pass(input),
        ...(!mixesRow(s.activation) && { curve: pass(axis) }),
        ...(compare && { compare: pass(input, compare) }),
        ...(compare && !mixesRow(s.compare_with) && { compare_curve: pass(axis, compare) }),
      },
      seed: 0,
    }
  },
  presets: {
    saturation: { activation: 'sigmoid', compare_with: 'tanh', input_range: 6 },
    dying_relu: {
      activation: 'relu',
      compare_with: 'leaky_relu',
      input_numbers: 'typed',
      input_list: [-4, -3, -2, -1, -0.5],
    },
    smooth: { activation: 'gelu', compare_with: 'silu' },
    hard_sigmoid: { activation: 'hard_sigmoid', compare_with: 'sigmoid', input_range: 5, input_features: 11 },
    capped: { activation: 'relu6', compare_with: 'relu', input_range: 8 },
    self_normalizing: { activation: 'selu', compare_with: 'elu' },
    softmax_rows: {
      activation: 'softmax',
      compare_with: null,
      input_numbers: 'random',
      input_batch: 3,
      input_features: 5,
      input_range: 3,
    },
    softmax_or_sigmoid: {
      activation: 'softmax',
      compare_with: 'sigmoid',
      input_numbers: 'typed',
      input_list: [2, 1, 0.5, -1],
    },
  },
  figure: activation,
  predict: [
    {
      ask: 'element',
      vary: ['input_seed'],
      hold: { activation: 'leaky_relu', compare_with: null, input_numbers: 'random', input_features: 5 },
    },
    {
      ask: 'element',
      vary: ['input_features'],
      hold: { activation: 'hard_sigmoid', compare_with: null, input_range: 6 },
    },
    {
      ask: 'output_shape',
      vary: ['input_batch', 'input_features'],
      hold: { activation: 'softmax', compare_with: null },
    },
  ],
  legacy: {},
  plain: { factory: 'activation', fails: { activation: failsInPlainTfjs } },
})
