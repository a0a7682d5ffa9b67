import { matmul } from '../../../../src/figures/matmul.ts'
import {
  common,
  counting,
  defineLayer,
  failsInPlainTfjs,
  field,
  kinds,
  narrowInPlainTfjs,
  required,
  uniform,
} from '../../../../src/spec/index.ts'

const { choice, int } = kinds

export default defineLayer({
  keras: 'Dense',
  params: {
    units: required(int({ min: 1, max: 8 }), 3),
    activation: common.activation(),
    use_bias: common.useBias(),
    kernel_initializer: common.initializer('glorot_uniform'),
    bias_initializer: common.initializer('zeros'),
    kernel_regularizer: common.regularizer(),
    bias_regularizer: common.regularizer(),
    activity_regularizer: common.regularizer(),
    kernel_constraint: common.constraint(),
    bias_constraint: common.constraint(),
    lora_rank: common.loraRank(),
  },
  demo: {
    input_rank: field(choice(['2', '3']), '2'),
    input_batch: field(int({ min: 1, max: 8 }), 4),
    input_steps: field(int({ min: 1, max: 6 }), 3, (s) => s.input_rank === '3'),
    input_features: field(int({ min: 1, max: 8 }), 4),
    input_values: field(choice(['random', 'counting']), 'random'),
    input_seed: field(int({ min: 0, max: 99 }), 1, (s) => s.input_values === 'random'),
    weights_seed: field(int({ min: 0, max: 99 }), 7),
    lora_values: field(choice(['untrained', 'trained']), 'untrained', (s) => s.lora_rank !== null),
  },
  plan: (s) => {
    const shape =
      s.input_rank === '3'
        ? [s.input_batch, s.input_steps, s.input_features]
        : [s.input_batch, s.input_features]
    const inputs = [s.input_values === 'counting' ? counting(shape) : uniform(shape, s.input_seed)]
    const adapted = s.lora_values === 'trained' && s.lora_rank !== null && s.lora_rank > 0 && s.units > 0
    const pass = {
      inputs,
      ...(adapted && { weights: { lora_kernel_b: uniform([s.lora_rank, s.units], s.weights_seed + 1) } }),
    }
    return {
      passes: {
        main: pass,
        // The sums that the activation gets: the same weights, for the seed is the same.
        ...(s.activation !== null && { sums: { ...pass, config: { activation: null } } }),
      },
      seed: s.weights_seed,
    }
  },
  presets: {
    neuron: { units: 1, activation: 'sigmoid' },
    relu: { activation: 'relu', view_step: 2 },
    softmax_head: { activation: 'softmax', input_features: 3 },
    per_step: { input_rank: '3', input_batch: 2, input_steps: 3 },
    symmetry: { kernel_initializer: 'ones' },
    lora: { units: 4, input_batch: 3, lora_rank: 1, lora_values: 'trained' },
  },
  figure: matmul,
  predict: [
    { ask: 'output_shape', vary: ['units', 'input_rank', 'input_batch', 'input_steps', 'input_features'] },
    { ask: 'param_count', vary: ['units', 'use_bias', 'input_features'] },
    {
      ask: 'element',
      vary: ['units', 'use_bias', 'input_features'],
      hold: {
        kernel_initializer: 'ones',
        input_values: 'counting',
        input_batch: 2,
        input_rank: '2',
        lora_rank: null,
      },
    },
  ],
  legacy: {
    units: { keras1: 'output_dim' },
    use_bias: { keras1: 'bias' },
    kernel_initializer: { keras1: 'init' },
    kernel_regularizer: { keras1: 'W_regularizer' },
    bias_regularizer: { keras1: 'b_regularizer' },
    kernel_constraint: { keras1: 'W_constraint' },
    bias_constraint: { keras1: 'b_constraint' },
  },
  plain: {
    factory: 'dense',
    always: { kernelInitializer: "'glorotUniform'" },
    fails: {
      lora_rank: (v: number | null) => v !== null,
      activation: failsInPlainTfjs,
      kernel_initializer: narrowInPlainTfjs,
      bias_initializer: narrowInPlainTfjs,
    },
  },
})
