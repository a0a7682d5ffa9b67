import { convolution } from '../../../../src/figures/convolution.ts'
import {
  channelsFirst,
  common,
  defineLayer,
  failsInPlainTfjs,
  field,
  kinds,
  narrowInPlainTfjs,
  param,
  picture,
  PICTURE_KERNELS,
  pictureKernel,
  PICTURES,
  required,
} from '../../../../src/spec/index.ts'

const { axes, choice, int } = kinds

export default defineLayer({
  keras: 'Conv2D',
  params: {
    filters: required(int({ min: 1, max: 8 }), 2),
    kernel_size: required(axes(2, { min: 1, max: 7 }), [3, 3]),
    strides: param(axes(2, { min: 1, max: 4 }), [1, 1]),
    padding: param(choice(['valid', 'same']), 'valid'),
    data_format: common.dataFormat(),
    dilation_rate: param(axes(2, { min: 1, max: 4 }), [1, 1]),
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
    input_picture: field(choice(PICTURES), 'digit'),
    input_size: field(int({ min: 3, max: 28 }), 10),
    input_channels: field(int({ min: 1, max: 4 }), 1),
    input_seed: field(int({ min: 0, max: 99 }), 1, (s) => s.input_picture === 'random'),
    // An initializer the reader chose is worth seeing: named kernels give way to it.
    kernel_values: field(
      choice([...PICTURE_KERNELS, 'initializer']),
      'sobel',
      (s) => s.kernel_initializer === 'glorot_uniform',
    ),
    weights_seed: field(int({ min: 0, max: 99 }), 7),
  },
  plan: (s) => {
    const input = picture(s.input_picture, s.input_size, s.input_channels, s.input_seed)
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
            weights: { kernel: pictureKernel(name, s.kernel_size, channels, s.filters) },
          }),
        },
      },
      seed: s.weights_seed,
    }
  },
  presets: {
    same: { padding: 'same', view_step: 9 },
    dilated: { dilation_rate: [2, 2], input_size: 12 },
    stride_drops: { strides: [2, 2], view_step: 15 },
    stride_asymmetry: { strides: [2, 2], padding: 'same', input_picture: 'checker', view_step: 24 },
    grouped: { groups: 2, input_channels: 4, filters: 4, kernel_values: 'initializer', view_filter: 2 },
    pointwise: { kernel_size: [1, 1], input_channels: 3, filters: 4, kernel_values: 'initializer' },
    feature_maps: { input_size: 28, filters: 5, padding: 'same', activation: 'relu' },
  },
  figure: convolution,
  predict: [
    { ask: 'output_shape', vary: ['filters', 'kernel_size', 'strides', 'padding', 'input_size'] },
    { ask: 'param_count', vary: ['filters', 'kernel_size', 'use_bias', 'input_channels'] },
    {
      ask: 'element',
      vary: ['padding', 'strides', 'input_picture'],
      hold: { filters: 1, use_bias: false, input_size: 4, kernel_values: 'sobel' },
    },
  ],
  legacy: {
    filters: { keras1: 'nb_filter' },
    kernel_size: { keras1: 'nb_row, nb_col' },
    strides: { keras1: 'subsample' },
    padding: { keras1: 'border_mode' },
    data_format: { keras1: 'dim_ordering' },
    dilation_rate: { keras1: 'atrous_rate' },
    use_bias: { keras1: 'bias' },
    kernel_initializer: { keras1: 'init' },
    kernel_regularizer: { keras1: 'W_regularizer' },
    bias_regularizer: { keras1: 'b_regularizer' },
    kernel_constraint: { keras1: 'W_constraint' },
    bias_constraint: { keras1: 'b_constraint' },
  },
  plain: {
    factory: 'conv2d',
    always: { kernelInitializer: "'glorotUniform'" },
    fails: {
      groups: (v: number) => v !== 1,
      activation: failsInPlainTfjs,
      kernel_initializer: narrowInPlainTfjs,
      bias_initializer: narrowInPlainTfjs,
    },
  },
})
