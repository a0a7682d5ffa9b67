import { pooling } from '../../../../src/figures/pooling.ts'
import {
  channelsFirst,
  common,
  counting,
  defineLayer,
  field,
  kinds,
  param,
  picture,
  uniform,
  type TensorData,
} from '../../../../src/spec/index.ts'

const { axes, choice, int, optional } = kinds

const VALUES = ['random', 'negative', 'counting', 'digit', 'circle', 'gradient'] as const

function valuesOf(kind: (typeof VALUES)[number], size: number, channels: number, seed: number): TensorData {
  const shape = [1, size, size, channels]
  switch (kind) {
    case 'random':
      return uniform(shape, seed)
    case 'negative':
      return uniform(shape, seed, -1, -0.05)
    case 'counting':
      return counting(shape)
    default:
      return picture(kind, size, channels, seed)
  }
}

export default defineLayer({
  keras: 'MaxPooling2D',
  params: {
    pool_size: param(axes(2, { min: 1, max: 6 }), [2, 2]),
    strides: param(optional(axes(2, { min: 1, max: 6 })), null),
    padding: param(choice(['valid', 'same']), 'valid'),
    data_format: common.dataFormat(),
  },
  demo: {
    input_values: field(choice(VALUES), 'random'),
    input_size: field(int({ min: 2, max: 28 }), 6),
    input_channels: field(int({ min: 1, max: 4 }), 1),
    input_seed: field(
      int({ min: 0, max: 99 }),
      1,
      (s) => s.input_values === 'random' || s.input_values === 'negative',
    ),
  },
  plan: (s) => {
    const input = valuesOf(s.input_values, s.input_size, s.input_channels, s.input_seed)
    return {
      passes: {
        main: { inputs: [s.data_format === 'channels_first' ? channelsFirst(input) : input], inspect: true },
      },
      seed: 0,
    }
  },
  presets: {
    ragged: { input_size: 7 },
    same_negative: { input_size: 7, padding: 'same', input_values: 'negative', view_step: 15 },
    overlap: { pool_size: [3, 3], strides: [1, 1], view_step: 5 },
    gaps: { strides: [3, 3], input_size: 9 },
    asymmetry: { pool_size: [3, 3], strides: [2, 2], padding: 'same', view_step: 8 },
    channels: { input_channels: 3, input_values: 'digit', input_size: 12, pool_size: [3, 3] },
    picture: { input_values: 'circle', input_size: 28, pool_size: [4, 4] },
  },
  figure: pooling,
  predict: [
    { ask: 'output_shape', vary: ['pool_size', 'padding', 'input_size', 'input_channels'] },
    { ask: 'output_shape', vary: ['pool_size', 'strides', 'padding', 'input_size'] },
    {
      ask: 'element',
      vary: ['pool_size', 'strides', 'padding', 'input_seed'],
      hold: { input_size: 5, input_values: 'random' },
    },
  ],
  legacy: {
    padding: { keras1: 'border_mode' },
    data_format: { keras1: 'dim_ordering' },
  },
  plain: { factory: 'maxPooling2d' },
})
