import { gather, notEqual, tensor, tidy, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import { plainValues } from '../initializers.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { LoraLayer } from '../lora.ts'
import { toKerasConfig } from '../naming.ts'
import {
  anything,
  boolean,
  constraint,
  inConfigIfSet,
  initializer,
  integer,
  integerOrNone,
  notInConfig,
  optional,
  regularizer,
  type ConstraintOption,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'

const params = {
  input_dim: integer(0),
  output_dim: integer(0),
  embeddings_initializer: initializer('uniform'),
  embeddings_regularizer: regularizer(),
  activity_regularizer: regularizer(),
  embeddings_constraint: constraint(),
  mask_zero: boolean(false),
  weights: notInConfig(optional(anything(), null)),
  lora_rank: inConfigIfSet(integerOrNone(0)),
  // Keras drops it with a warning.
  input_length: notInConfig(optional(anything(), null)),
}

/** A table of vectors, looked up by index. See {@link embedding}. */
export class Embedding extends LoraLayer<typeof params> {
  static override readonly className = 'Embedding'

  constructor(config: KerasConfig) {
    super(params, config)
    this.supportsMasking = this.params.mask_zero
    // As the first layer of tf.sequential it takes rows of any length.
    this.batchInputShape ??= [null, null]
    if (this.params.weights !== null) this.#fill(this.params.weights)
  }

  protected override makeWeights(): void {
    const { input_dim: rows, output_dim: columns } = this.params
    const embeddings = this.createWeight('embeddings', {
      shape: [rows, columns],
      initializer: this.params.embeddings_initializer,
      regularizer: this.params.embeddings_regularizer,
      constraint: this.params.embeddings_constraint,
    })
    this.adaptable(embeddings, this.params.lora_rank)
  }

  /** Builds the table at once and gives it the values. */
  #fill(given: unknown): void {
    const { input_dim: rows, output_dim: columns } = this.params
    tidy(() => {
      const values = toMatrix(given, [rows, columns], this.getClassName())
      this.build([null])
      this.weights[0]!.write(values)
    })
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const ids = inputs[0]!
    const rows = this.#rows(ids)
    const { output_dim: columns } = this.params
    return rows.size * columns === 0 ? zeros([...ids.shape, columns]) : gather(this.adapted(), rows)
  }

  /** The table rows of the indices: whole numbers, negative ones counted from the end. */
  #rows(ids: Tensor): Tensor {
    const rows = this.params.input_dim
    const given = ids.dataSync()
    const found = Int32Array.from(given, (id) =>
      Math.trunc(id) < 0 ? Math.trunc(id) + rows : Math.trunc(id),
    )
    const bad = found.findIndex((row, i) => row < 0 || row >= rows || !Number.isFinite(given[i]))
    if (bad >= 0)
      throw this.refusal('index-range', ['input_dim', 'input'], {
        value: show(given[bad]),
        position: bad,
        input_dim: rows,
        max: rows - 1,
      })
    return tensor(found, ids.shape, 'int32')
  }

  override computeMask(inputs: Tensor | Tensor[]): Tensor {
    const ids = Array.isArray(inputs) ? inputs[0]! : inputs
    return (this.params.mask_zero ? notEqual(ids, 0) : null) as Tensor
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [...firstShape(inputShape), this.params.output_dim]
  }
}

function toMatrix(given: unknown, expected: number[], layer: string): Tensor {
  const values = plainValues(given)
  const only = Array.isArray(values) && values.length === 1 ? plainValues(values[0]) : null
  for (const candidate of [only, values]) {
    const matrix = matrixOf(candidate)
    if (matrix && showShape(matrix.shape) === showShape(expected)) return matrix
  }
  const actual = matrixOf(values)
  throw new LayerError('weights-values', layer, ['weights'], {
    expected: showShape(expected),
    actual: actual ? showShape(actual.shape) : show(values),
  })
}

function matrixOf(values: unknown): Tensor | null {
  if (typeof values !== 'object' || values === null) return null
  if ('dataId' in values) return values as Tensor
  try {
    return tensor(values as number[], undefined, 'float32')
  } catch {
    return null
  }
}

export interface EmbeddingOptions extends LayerOptions {
  /** Size of the vocabulary: indices go from 0 to inputDim - 1. */
  inputDim: number
  /** Length of each vector. */
  outputDim: number
  /** First values of the table, shape (inputDim, outputDim). Default `uniform`, ±0.05. */
  embeddingsInitializer?: InitializerOption
  /** Penalty on the table. Default none. */
  embeddingsRegularizer?: RegularizerOption
  /** Penalty on the output. Default none. */
  activityRegularizer?: RegularizerOption
  /** Where the table must lie. Default none; does not go together with `loraRank`. */
  embeddingsConstraint?: ConstraintOption
  /** Whether index 0 is padding that later layers skip. Default false. */
  maskZero?: boolean
  /** Ready values for the table. Default none. */
  weights?: Tensor | number[][] | [Tensor | number[][]] | null
  /** Freezes the table and trains a correction of this rank instead. Default none. */
  loraRank?: number | null
}

/**
 * Looks up a vector for each index.
 *
 * Input whole numbers of any shape `(batch, …)`; negative ones count from the end; output `(batch, …, outputDim)`.
 * Weights: `embeddings` (inputDim, outputDim), with LoRA `lora_embeddings_a`, `lora_embeddings_b`.
 * With `maskZero` the output carries a mask: false where the index is 0.
 * @throws LayerError for an index outside the table.
 * Source: keras/src/layers/core/embedding.py, v3.3.3.
 */
export function embedding(options: EmbeddingOptions): Embedding {
  return new Embedding(toKerasConfig(options))
}
