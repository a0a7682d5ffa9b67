import type { Tensor } from '@tensorflow/tfjs-core'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { inShape, reordered } from '../ops.ts'
import { dataFormat } from '../params.ts'
import { firstShape, isKnown, sizeOf, type Shape } from '../shapes.ts'

const params = { data_format: dataFormat() }

/** Makes each sample a vector. See {@link flatten}. */
export class Flatten extends Layer<typeof params> {
  static override readonly className = 'Flatten'

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { minRank: 1 }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null, ...sample] = firstShape(inputShape)
    return [batch, isKnown(sample) ? sizeOf(sample) : null]
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = inputs[0]!
    const moves = this.params.data_format === 'channels_first' && x.rank > 2
    const ordered = moves ? reordered(x, [0, ...x.shape.map((_, axis) => axis).slice(2), 1]) : x
    return inShape(ordered, [x.shape[0]!, sizeOf(x.shape.slice(1))])
  }
}

export interface FlattenOptions extends LayerOptions {
  /** Where the channels are. They are put last before flattening. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * Makes each sample a vector, keeping its values in row-major order; with channels first, as if they were last.
 *
 * Input `(batch, …)`; output `(batch, values)`, or `(batch, 1)` where a sample is one number. No weights; a mask
 * ends here.
 * @throws LayerError for an unknown data format or input without a batch.
 * Source: keras/src/layers/reshaping/flatten.py, v3.3.3.
 */
export function flatten(options: FlattenOptions = {}): Flatten {
  return new Flatten(toKerasConfig(options))
}
