import { matmul } from '../../../../src/figures/matmul.ts'
import { common, counting, defineLayer, field, kinds, required, uniform } from '../../../../src/spec/index.ts'

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
    input_steps: field(int({ min: 1, max: 6 }), 3, (state) => state.input_rank === '3'),
    input_features: field(int({ min: 1, max: 8 }), 5),
    input_values: field(choice(['random', 'counting']), 'random'),
    input_seed: field(int({ min: 0, max: 99 }), 1),
    weights_seed: field(int({ min: 0, max: 99 }), 7),
  },
  plan: (s) => {
    const shape =
      s.input_rank === '3' ? [s.input_batch, s.input_steps, s.input_features] : [s.input_batch, s.input_features]
    const input = s.input_values === 'counting' ? counting(shape) : uniform(shape, s.input_seed)
    return { passes: { main: { inputs: [input] } }, seed: s.weights_seed }
  },
  presets: {
    relu: { units: 6, activation: 'relu' },
    softmax_head: { units: 4, activation: 'softmax' },
    per_step: { input_rank: '3', input_batch: 2, input_steps: 4, units: 3 },
    lora: { units: 6, input_features: 6, lora_rank: 1 },
  },
  figure: matmul,
  predict: [
    { ask: 'output_shape', vary: ['units', 'input_rank', 'input_batch', 'input_steps', 'input_features'] },
    { ask: 'param_count', vary: ['units', 'use_bias', 'input_features'] },
    {
      ask: 'element',
      vary: ['units', 'use_bias', 'input_features'],
      hold: { kernel_initializer: 'ones', input_values: 'counting', input_batch: 2, input_rank: '2', lora_rank: null },
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
      activation: (v: string | null) => v !== null && ['hard_sigmoid', 'hard_silu', 'leaky_relu', 'exponential'].includes(v),
    },
  },
})
