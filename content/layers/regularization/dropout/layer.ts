import { dropout } from '../../../../src/figures/dropout.ts'
import {
  common,
  counting,
  defineLayer,
  field,
  filled,
  kinds,
  param,
  required,
  tensor,
  uniform,
} from '../../../../src/spec/index.ts'

const { bool, choice, dims, float, int, optional } = kinds

/** Draws of the histogram. */
const DRAWS = 1000

export default defineLayer({
  keras: 'Dropout',
  params: {
    rate: required(float({ min: 0, max: 1, step: 0.05 }), 0.5),
    noise_shape: param(optional(dims({ holes: true })), null),
    seed: common.seed(true),
  },
  demo: {
    training: field(bool(), true),
    noise_seed: field(int({ min: 0, max: 99 }), 3, (s) => s.seed === null),
    input_rank: field(choice(['2', '3']), '3'),
    input_batch: field(int({ min: 1, max: 4 }), 2),
    input_steps: field(int({ min: 1, max: 8 }), 4, (s) => s.input_rank === '3'),
    input_features: field(int({ min: 1, max: 10 }), 6),
    input_values: field(choice(['random', 'ones', 'counting']), 'random'),
    input_seed: field(int({ min: 0, max: 99 }), 1, (s) => s.input_values === 'random'),
  },
  plan: (s) => {
    const shape =
      s.input_rank === '3'
        ? [s.input_batch, s.input_steps, s.input_features]
        : [s.input_batch, s.input_features]
    const input = {
      // One decimal, so that it can be read; no zeros, so that every zero that comes out was dropped.
      random: () =>
        tensor(
          shape,
          Array.from(uniform(shape, s.input_seed).data, (v) => Math.round(v * 10) / 10 || 0.1),
        ),
      ones: () => filled(shape, () => 1),
      counting: () => counting(shape),
    }[s.input_values]()
    return {
      passes: {
        main: { inputs: [input], call: { training: s.training } },
        ...(s.training && {
          inference: { inputs: [input], call: { training: false } },
          draws: { inputs: [input], call: { training: true }, repeat: DRAWS },
        }),
      },
      seed: s.noise_seed,
    }
  },
  presets: {
    whole_features: { noise_shape: [null, 1, null] },
    whole_steps: { noise_shape: [null, null, 1] },
    one_mask: { noise_shape: [1, null, null] },
    inference: { training: false },
    rate_zero: { rate: 0 },
    near_one: { rate: 0.95, input_values: 'ones' },
    seeded: { seed: 7 },
  },
  figure: dropout,
  predict: [
    {
      ask: 'output_shape',
      vary: ['input_batch', 'input_steps', 'input_features'],
      hold: { noise_shape: [null, 1, null] },
    },
    {
      ask: 'element',
      vary: ['rate', 'input_seed'],
      hold: { training: false, input_batch: 1, input_steps: 2, input_features: 4 },
    },
    { ask: 'param_count', vary: ['rate', 'input_features'] },
  ],
  legacy: { rate: { keras1: 'p' } },
  plain: {
    factory: 'dropout',
    fails: { seed: (v: number | null) => v !== null, rate: (v: number) => v < 0 || v >= 1 },
  },
})
