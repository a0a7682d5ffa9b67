import { convolution } from '../../../../src/figures/convolution.ts'
import { channelsFirst, common, defineLayer, field, kinds, param, picture, PICTURES, required, tensor } from '../../../../src/spec/index.ts'

const { axes, choice, int } = kinds

/** Named kernels, by row; each is centred in the kernel's window and the same for every channel and filter. */
const KERNELS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  edge: [
    [-1, -1, -1],
    [-1, 8, -1],
    [-1, -1, -1],
  ],
  blur: [
    [1 / 9, 1 / 9, 1 / 9],
    [1 / 9, 1 / 9, 1 / 9],
    [1 / 9, 1 / 9, 1 / 9],
  ],
  sharpen: [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
  ],
  sobel: [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ],
}

function namedKernel(name: string, [rows = 1, cols = 1]: readonly number[], channels: number, filters: number) {
  const pattern = KERNELS[name]!
  const at = (r: number, c: number) => pattern[r - Math.floor((rows - 3) / 2)]?.[c - Math.floor((cols - 3) / 2)] ?? 0
  const shape = [rows, cols, channels, filters]
  const data = Array.from({ length: rows * cols * channels * filters }, (_, i) => {
    const cell = Math.floor(i / (channels * filters))
    return at(Math.floor(cell / cols), cell % cols) / channels
  })
  return tensor(shape, data)
}

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
    input_size: field(int({ min: 3, max: 28 }), 12),
    input_channels: field(int({ min: 1, max: 4 }), 1),
    input_seed: field(int({ min: 0, max: 99 }), 1),
    kernel_values: field(choice(['initializer', 'edge', 'blur', 'sharpen', 'sobel']), 'edge'),
    weights_seed: field(int({ min: 0, max: 99 }), 7),
  },
  plan: (s) => {
    const input = picture(s.input_picture, s.input_size, s.input_channels, s.input_seed)
    const channels = Math.floor(s.input_channels / s.groups)
    const named = s.kernel_values !== 'initializer' && channels > 0 && s.filters > 0 && s.kernel_size.every((k) => k > 0)
    return {
      passes: {
        main: {
          inputs: [s.data_format === 'channels_first' ? channelsFirst(input) : input],
          ...(named && { weights: { kernel: namedKernel(s.kernel_values, s.kernel_size, channels, s.filters) } }),
        },
      },
      seed: s.weights_seed,
    }
  },
  presets: {
    same: { padding: 'same' },
    dilated: { dilation_rate: [2, 2], padding: 'same' },
    stride_asymmetry: { strides: [2, 2], padding: 'same', input_size: 12 },
    grouped: { groups: 2, input_channels: 4, filters: 4, kernel_values: 'initializer' },
    pointwise: { kernel_size: [1, 1], input_channels: 3, filters: 4, kernel_values: 'initializer' },
  },
  figure: convolution,
  predict: [
    { ask: 'output_shape', vary: ['filters', 'kernel_size', 'strides', 'padding', 'input_size'] },
    { ask: 'output_shape', vary: ['kernel_size', 'dilation_rate', 'padding', 'input_size'] },
    { ask: 'param_count', vary: ['filters', 'kernel_size', 'use_bias', 'input_channels'] },
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
      activation: (v: string | null) => v !== null && ['hard_sigmoid', 'hard_silu', 'leaky_relu', 'exponential'].includes(v),
    },
  },
})
