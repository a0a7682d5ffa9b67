import type { Tensor } from '@tensorflow/tfjs-core'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { dataFormat, optional, sizes } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { firstSpatialAxis } from '../windows.ts'
import { enlarged, repeatAll } from './repeat.ts'

const params = { size: optional(sizes(3), [2, 2, 2]), data_format: dataFormat() }

/** Repeats the entries of a volume along its three axes. See {@link upSampling3d}. */
export class UpSampling3D extends Layer<typeof params> {
  static override readonly className = 'UpSampling3D'

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { rank: 5 }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    return enlarged(shape, this.params.size, firstSpatialAxis(this.params.data_format))
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    return repeatAll(inputs[0]!, this.params.size, firstSpatialAxis(this.params.data_format))
  }
}

export interface UpSampling3DOptions extends LayerOptions {
  /** How often each entry comes along depth, height and width, above 0. Default 2. */
  size?: number | [number, number, number]
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * Repeats the entries of a volume along its three axes.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels
 * first; output the same with `size` times as many along each of the three, in the dtype of the input.
 * No weights; a mask ends here.
 * @throws LayerError for invalid parameters or input of other than 5 dimensions.
 * Source: keras/src/layers/reshaping/up_sampling3d.py, v3.3.3.
 */
export function upSampling3d(options: UpSampling3DOptions = {}): UpSampling3D {
  return new UpSampling3D(toKerasConfig(options))
}
