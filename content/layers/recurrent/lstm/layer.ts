import { lstm } from '../../../../src/figures/lstm.ts'
import {
  common,
  defineLayer,
  failsInPlainTfjs,
  narrowInPlainTfjs,
  field,
  filled,
  kinds,
  param,
  required,
  signal,
  SIGNALS,
  tensor,
  type TensorData,
} from '../../../../src/spec/index.ts'

const { bool, choice, described, float, int } = kinds

const drawn = (s: Readonly<Record<string, unknown>>) => s.weights_values === 'initializer'
const dropping = (s: Readonly<Record<string, unknown>>) =>
  s.training === true && (s.dropout !== 0 || s.recurrent_dropout !== 0)
const seeded = (s: Readonly<Record<string, unknown>>) =>
  s.input_signal === 'random' || s.input_signal === 'noisy_sine'

const share = () => param(float({ min: 0, max: 0.9, step: 0.05 }), 0)

/**
 * Weights whose gates can be read off: a 1 in the input opens the input gate, the output gate is open, and
 * the forget gates go from open (first unit) over half open to shut (last unit).
 */
function readable(features: number, units: number): Readonly<Record<string, TensorData>> {
  const forget = (unit: number) => (units > 1 ? 6 - (12 * unit) / (units - 1) : 6)
  const each = (of: (unit: number) => number) => Array.from({ length: units }, (_, unit) => of(unit))
  const first = [12, 0, 3, 0].flatMap((value) => each(() => value))
  return {
    kernel: filled([features, 4 * units], (i) => (i < 4 * units ? first[i]! : 0)),
    recurrent_kernel: filled([units, 4 * units], () => 0),
    bias: tensor([4 * units], [...each(() => -6), ...each(forget), ...each(() => 0), ...each(() => 6)]),
  }
}

export default defineLayer({
  keras: 'LSTM',
  params: {
    units: required(int({ min: 1, max: 6 }), 3),
    activation: common.activation('tanh'),
    recurrent_activation: common.activation('sigmoid'),
    use_bias: common.useBias(),
    kernel_initializer: { ...common.initializer('glorot_uniform'), when: drawn },
    recurrent_initializer: { ...common.initializer('orthogonal'), when: drawn },
    bias_initializer: { ...common.initializer('zeros'), when: drawn },
    unit_forget_bias: { ...param(bool(), true), when: drawn },
    kernel_regularizer: common.regularizer(),
    recurrent_regularizer: common.regularizer(),
    bias_regularizer: common.regularizer(),
    activity_regularizer: common.regularizer(),
    kernel_constraint: common.constraint(),
    recurrent_constraint: common.constraint(),
    bias_constraint: common.constraint(),
    dropout: share(),
    recurrent_dropout: share(),
    seed: { ...common.seed(true), when: dropping },
    return_sequences: param(bool(), false),
    return_state: param(bool(), false),
    go_backwards: param(bool(), false),
    stateful: param(bool(), false),
    unroll: param(bool(), false, { lab: false }),
    use_cudnn: param(described('"auto" | bool'), 'auto' as unknown, { lab: false }),
  },
  demo: {
    input_signal: field(choice(SIGNALS), 'impulse'),
    input_steps: field(int({ min: 2, max: 24 }), 10),
    input_features: field(int({ min: 1, max: 4 }), 1),
    input_seed: field(int({ min: 0, max: 99 }), 1, seeded),
    mask_steps: field(int({ min: 0, max: 12 }), 0),
    mask_start: field(int({ min: 0, max: 23 }), 6, (s) => s.mask_steps !== 0),
    initial_state: field(float({ min: -2, max: 2, step: 0.1 }), 0),
    training: field(bool(), false),
    weights_values: field(choice(['initializer', 'memory']), 'initializer'),
    weights_seed: field(int({ min: 0, max: 99 }), 7, drawn),
  },
  plan: (s) => {
    const { input_steps: steps, input_features: features } = s
    // Any whole number can be typed for units; Keras refuses those below 1.
    const units = Math.max(0, s.units)
    const inMask = (step: number) => step >= s.mask_start && step < s.mask_start + s.mask_steps
    const main = {
      inputs: [signal(s.input_signal, steps, features, s.input_seed)],
      call: {
        training: s.training,
        ...(s.mask_steps > 0 && { mask: filled([1, steps], (step) => Number(!inMask(step)), 'bool') }),
        ...(s.initial_state !== 0 && {
          initial_state: [
            filled([1, units], () => s.initial_state),
            filled([1, units], () => s.initial_state),
          ],
        }),
      },
      ...(!drawn(s) && { weights: readable(features, units) }),
      inspect: true,
    }
    return {
      passes: { main, ...(s.stateful && { again: { ...main, inspect: false, repeat: 2 } }) },
      seed: s.weights_seed,
    }
  },
  presets: {
    remember: { weights_values: 'memory' },
    no_forget_bias: { unit_forget_bias: false },
    padding: { input_signal: 'sine', mask_steps: 4, mask_start: 6, return_sequences: true },
    backwards: { input_signal: 'ramp', go_backwards: true, return_sequences: true },
    outputs: { input_signal: 'sine', return_sequences: true, return_state: true },
    stateful: { input_signal: 'step', stateful: true },
  },
  figure: lstm,
  predict: [
    { ask: 'output_shape', vary: ['units', 'return_sequences', 'input_steps', 'input_features'] },
    { ask: 'param_count', vary: ['units', 'input_features'] },
    { ask: 'param_count', vary: ['units', 'use_bias', 'input_features', 'input_steps'] },
  ],
  legacy: {
    units: { keras1: 'output_dim' },
    recurrent_activation: { keras1: 'inner_activation' },
    kernel_initializer: { keras1: 'init' },
    recurrent_initializer: { keras1: 'inner_init' },
    unit_forget_bias: { keras1: 'forget_bias_init' },
    kernel_regularizer: { keras1: 'W_regularizer' },
    recurrent_regularizer: { keras1: 'U_regularizer' },
    bias_regularizer: { keras1: 'b_regularizer' },
    dropout: { keras1: 'dropout_W' },
    recurrent_dropout: { keras1: 'dropout_U' },
  },
  plain: {
    factory: 'lstm',
    always: {
      recurrentActivation: "'sigmoid'",
      unitForgetBias: 'true',
      kernelInitializer: "'glorotUniform'",
    },
    fails: {
      activation: failsInPlainTfjs,
      recurrent_activation: failsInPlainTfjs,
      kernel_initializer: narrowInPlainTfjs,
      recurrent_initializer: narrowInPlainTfjs,
      bias_initializer: narrowInPlainTfjs,
      seed: (v: number | null) => v !== null,
    },
  },
})
