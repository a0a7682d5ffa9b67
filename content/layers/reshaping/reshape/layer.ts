import { reshaping } from '../../../../src/figures/reindex.ts'
import { counting, defineLayer, field, kinds, required, uniform } from '../../../../src/spec/index.ts'

const { choice, dims, int } = kinds

export default defineLayer({
  keras: 'Reshape',
  params: {
    target_shape: required(dims({ holes: false }), [2, -1]),
  },
  demo: {
    input_shape: field(dims({ holes: false, min: 1, most: 512 }), [3, 4]),
    input_batch: field(int({ min: 1, max: 4 }), 1),
    input_values: field(choice(['index', 'random']), 'index'),
    input_seed: field(int({ min: 0, max: 99 }), 1, (s) => s.input_values === 'random'),
  },
  plan: (s) => {
    const shape = [s.input_batch, ...s.input_shape.map((size) => size ?? 1)]
    return {
      passes: {
        main: { inputs: [s.input_values === 'index' ? counting(shape, 0) : uniform(shape, s.input_seed)] },
        trace: { inputs: [counting(shape)] },
      },
      seed: 0,
    }
  },
  presets: {
    flatten: { target_shape: [-1] },
    blocks: { input_shape: [4, 6], target_shape: [-1, 2, 6] },
    not_transpose: { target_shape: [4, 3], view_step: 4 },
    windows: { input_shape: [12, 2], target_shape: [-1, 4, 2] },
    channel: { input_shape: [4, 4], target_shape: [4, 4, 1] },
    batch: { input_batch: 2, target_shape: [2, -1] },
    batch_included: { input_batch: 2, target_shape: [2, 2, 6] },
  },
  figure: reshaping,
  predict: [
    {
      ask: 'output_shape',
      vary: ['input_shape', 'target_shape', 'input_batch'],
      among: {
        input_shape: [[3, 4], [24], [4, 6], [2, 3, 4], [28, 28], [7, 7, 16], [10, 8]],
        target_shape: [[-1], [2, -1], [-1, 4], [-1, 2, 2], [4, -1, 2], [-1, 28, 1], [7, -1], [2, -1, 8]],
      },
    },
    {
      ask: 'element',
      vary: ['input_shape', 'target_shape'],
      hold: { input_values: 'index', input_batch: 1 },
      among: {
        input_shape: [
          [3, 4],
          [2, 6],
          [4, 3],
          [2, 3, 2],
          [4, 5],
          [2, 10],
        ],
        target_shape: [
          [4, 3],
          [6, 2],
          [3, -1],
          [-1, 2, 2],
          [2, 2, -1],
          [5, -1],
          [10, 2],
        ],
      },
    },
  ],
  legacy: {},
  plain: { factory: 'reshape' },
})
