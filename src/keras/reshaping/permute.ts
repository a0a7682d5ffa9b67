import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { reordered } from '../ops.ts'
import type { Param } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'

const permutation = (): Param<readonly number[]> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const list: unknown[] | null = Array.isArray(value) ? value : null
    if (!list?.every((_, i) => list.includes(i + 1)))
      throw new LayerError('permute-dims', layer, [param], { value: show(value) })
    return list as number[]
  },
  serialize: (value) => value,
})

const params = { dims: permutation() }

/** Changes the order of the axes. See {@link permute}. */
export class Permute extends Layer<typeof params> {
  static override readonly className = 'Permute'

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { rank: this.params.dims.length + 1 }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    return [shape[0]!, ...this.params.dims.map((axis) => shape[axis]!)]
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    return reordered(inputs[0]!, [0, ...this.params.dims])
  }
}

export interface PermuteOptions extends LayerOptions {
  /** For each axis of the output after the batch, the input's axis that comes there. The first one is 1. */
  dims: number[]
}

/**
 * Changes the order of the axes behind the batch.
 *
 * Input `(batch, …)` of as many further axes as `dims` has entries; output axis `i` is input axis `dims[i - 1]`.
 * No weights; a mask ends here.
 * @throws LayerError when `dims` does not hold each of 1, 2, … once, or for input of another number of axes.
 * Source: keras/src/layers/reshaping/permute.py, v3.3.3.
 */
export function permute(options: PermuteOptions): Permute {
  return new Permute(toKerasConfig(options))
}
