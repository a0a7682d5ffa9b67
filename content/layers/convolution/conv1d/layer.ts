import { signalConvolution } from '../../../../src/figures/signal.ts'
import {
  channelsFirst,
  common,
  defineLayer,
  failsInPlainTfjs,
  field,
  kinds,
  narrowInPlainTfjs,
  param,
  required,
  signal,
  SIGNAL_KERNELS,
  signalKernel,
  SIGNALS,
} from '../../../../src/spec/index.ts'

const { axes, choice, int } = kinds

export default defineLayer({
  keras: 'Conv1D',
  params: {
    filters: required(int({ min: 1, max: 6 }), 2),
    kernel_size: required(axes(1, { min: 1, max: 8 }), [3]),
    strides: param(axes(1, { min: 1, max: 5 }), [1]),
    padding: param(choice(['valid', 'same', 'causal']), 'valid'),
    data_format: common.dataFormat(),
    dilation_rate: param(axes(1, { min: 1, max: 8 }), [1]),
    groups: param(int({ min: 1, max: 4 }), 1),
    activation: common.activation(),
    use_bias: common.useBias(),
    kernel_initializer: common.initializer('glorot_uniform'),
    bias_initializer: common.initializer('zeros'),
    kernel_regularizer: common.regularizer(),
    bias_regularizer: common.regularizer(),
    activity_regularizer: common.regularizer(),
    kernel_constraint: common.constraint(),
    bias_constraint: common.constraint(),
  },
  demo: {
    stack_layers: field(int({ min: 1, max: 5 }), 1),
    input_signal: field(choice(SIGNALS), 'noisy_sine'),
    input_steps: field(int({ min: 4, max: 40 }), 16),
    input_channels: field(int({ min: 1, max: 4 }), 1),
    input_seed: field(
      int({ min: 0, max: 99 }),
      1,
      (s) => s.input_signal === 'random' || s.input_signal === 'noisy_sine',
    ),
    // An initializer the reader chose is worth seeing: named kernels give way to it.
    kernel_values: field(
      choice([...SIGNAL_KERNELS, 'initializer']),
      'average',
      (s) => s.kernel_initializer === 'glorot_uniform',
    ),
    weights_seed: field(int({ min: 0, max: 99 }), 7),
  },
  plan: (s) => {
    const input = signal(s.input_signal, s.input_steps, s.input_channels, s.input_seed)
    const channels = s.groups > 0 ? Math.floor(s.input_channels / s.groups) : 0
    const sizes = [...s.kernel_size, channels, s.filters]
    // What Keras refuses needs no kernel.
    const name =
      s.kernel_initializer === 'glorot_uniform' && sizes.every((n) => n > 0) ? s.kernel_values : 'initializer'
    return {
      passes: {
        main: {
          inputs: [s.data_format === 'channels_first' ? channelsFirst(input) : input],
          ...(name !== 'initializer' && {
            weights: { kernel: signalKernel(name, s.kernel_size, channels, s.filters) },
          }),
        },
      },
      seed: s.weights_seed,
    }
  },
  presets: {
    causal: {
      padding: 'causal',
      filters: 1,
      input_signal: 'impulse',
      kernel_values: 'initializer',
      view_step: 10,
    },
    dilated: { dilation_rate: [3], filters: 1 },
    wavenet: { padding: 'causal', kernel_size: [2], filters: 1, stack_layers: 4, input_steps: 16 },
    strided_stack: { strides: [2], filters: 1, stack_layers: 3, input_steps: 24 },
    stride_asymmetry: { padding: 'same', strides: [2], filters: 1, view_step: 7 },
    grouped: { groups: 2, input_channels: 4, filters: 2, kernel_values: 'initializer' },
    smoothing: { padding: 'same', kernel_size: [5], filters: 1, input_steps: 32 },
  },
  figure: signalConvolution,
  predict: [
    { ask: 'output_shape', vary: ['filters', 'kernel_size', 'strides', 'padding', 'input_steps'] },
    { ask: 'output_shape', vary: ['kernel_size', 'dilation_rate', 'padding', 'input_steps'] },
    { ask: 'param_count', vary: ['filters', 'kernel_size', 'groups', 'use_bias', 'input_channels'] },
  ],
  legacy: {
    filters: { keras1: 'nb_filter' },
    kernel_size: { keras1: 'filter_length' },
    strides: { keras1: 'subsample_length' },
    padding: { keras1: 'border_mode' },
    data_format: { keras2: "data_format='channels_last'" },
    dilation_rate: { keras1: 'atrous_rate' },
    use_bias: { keras1: 'bias' },
    kernel_initializer: { keras1: 'init' },
    kernel_regularizer: { keras1: 'W_regularizer' },
    bias_regularizer: { keras1: 'b_regularizer' },
    kernel_constraint: { keras1: 'W_constraint' },
    bias_constraint: { keras1: 'b_constraint' },
  },
  plain: {
    factory: 'conv1d',
    always: { kernelInitializer: "'glorotUniform'" },
    fails: {
      padding: (v: string) => v === 'causal',
      data_format: (v: string | null) => v === 'channels_first',
      groups: (v: number) => v !== 1,
      activation: failsInPlainTfjs,
      kernel_initializer: narrowInPlainTfjs,
      bias_initializer: narrowInPlainTfjs,
    },
  },
})
