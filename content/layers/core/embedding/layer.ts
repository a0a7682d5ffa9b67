import { lookup } from '../../../../src/figures/lookup.ts'
import {
  common,
  defineLayer,
  field,
  filled,
  kinds,
  param,
  required,
  tensor,
  uniform,
} from '../../../../src/spec/index.ts'

const { bool, choice, described, int, numbers } = kinds

const INITIALIZERS = [
  'uniform',
  'random_normal',
  'truncated_normal',
  'glorot_uniform',
  'orthogonal',
  'identity',
  'zeros',
  'ones',
] as const

const drawn = (s: Readonly<Record<string, unknown>>) => s.table_values === 'initializer'
const adapted = (s: Readonly<Record<string, unknown>>) => Number(s.lora_rank ?? 0) > 0

/** The ids in rows of equal length, the last filled up with 0 as padding is. */
function rows(ids: readonly number[], batch: number) {
  const length = Math.ceil(ids.length / batch)
  return tensor(
    [batch, length],
    Array.from({ length: batch * length }, (_, i) => ids[i] ?? 0),
    'int32',
  )
}

export default defineLayer({
  keras: 'Embedding',
  params: {
    input_dim: required(int({ min: 1, max: 12 }), 6),
    output_dim: required(int({ min: 1, max: 8 }), 4),
    embeddings_initializer: { ...param(choice(INITIALIZERS), 'uniform'), when: drawn },
    embeddings_regularizer: common.regularizer(),
    embeddings_constraint: common.constraint(),
    mask_zero: param(bool(), false),
    weights: param(described('array | list of one array | None'), null as unknown, { lab: false }),
    lora_rank: common.loraRank(),
  },
  demo: {
    input_ids: field(numbers({ max: 16, whole: true }), [3, 5, 1, 5, 0]),
    input_batch: field(int({ min: 1, max: 4 }), 1),
    table_values: field(choice(['initializer', 'row_numbers']), 'initializer'),
    weights_seed: field(int({ min: 0, max: 99 }), 7, drawn),
    lora_values: field(choice(['untrained', 'trained']), 'untrained', adapted),
  },
  plan: (s) => {
    // Any whole number can be typed for the sizes; Keras refuses those below 0.
    const [inputDim, outputDim, rank] = [s.input_dim, s.output_dim, s.lora_rank ?? 0].map((n) =>
      Math.max(0, n),
    ) as [number, number, number]
    const weights = {
      ...(!drawn(s) && {
        embeddings: filled([inputDim, outputDim], (i) => Math.floor(i / outputDim) + (i % outputDim) / 10),
      }),
      ...(s.lora_values === 'trained' && {
        lora_embeddings_b: uniform([rank, outputDim], s.weights_seed + 1, -0.1, 0.1),
      }),
    }
    return { passes: { main: { inputs: [rows(s.input_ids, s.input_batch)], weights } }, seed: s.weights_seed }
  },
  presets: {
    padding: { mask_zero: true, input_batch: 2, input_ids: [4, 2, 5, 0, 1, 3, 0, 0] },
    row_numbers: { table_values: 'row_numbers', input_ids: [2, 0, 2, 4, 1] },
    negative: { table_values: 'row_numbers', input_ids: [0, -1, -6, 5] },
    out_of_range: { input_ids: [1, 2, 6] },
    one_hot: { embeddings_initializer: 'identity', input_dim: 5, output_dim: 5, input_ids: [3, 1, 4, 1] },
    lora: { lora_rank: 1, lora_values: 'trained' },
  },
  figure: lookup,
  predict: [
    {
      ask: 'output_shape',
      vary: ['input_dim', 'output_dim', 'input_batch'],
      hold: { input_ids: [0, 0, 0, 0, 0, 0] },
    },
    { ask: 'param_count', vary: ['input_dim', 'output_dim', 'lora_rank'], hold: { input_ids: [0, 0, 0] } },
    {
      ask: 'element',
      vary: ['output_dim', 'input_dim'],
      hold: { input_ids: [2, 0, -1, 3], table_values: 'row_numbers' },
    },
  ],
  legacy: {
    embeddings_initializer: { keras1: 'init' },
    embeddings_regularizer: { keras1: 'W_regularizer' },
    embeddings_constraint: { keras1: 'W_constraint' },
  },
  blame: { input: ['input_ids'] },
  plain: {
    factory: 'embedding',
    fails: {
      lora_rank: (v: number | null) => v !== null,
      input_ids: (v: readonly number[]) => v.some((id) => id < 0),
    },
  },
})
