import { zeros } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { reordered } from '../ops.ts'
import { choice, dataFormat, optional, sizes } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { firstSpatialAxis } from '../windows.ts'
import { enlarged, repeatAll } from './repeat.ts'
import { resize, type Smooth } from './resize.ts'

const INTERPOLATIONS = ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5'] as const

const params = {
  size: optional(sizes(2), [2, 2]),
  data_format: dataFormat(),
  interpolation: optional(choice(INTERPOLATIONS), 'nearest'),
}

/** Makes images larger. See {@link upSampling2d}. */
export class UpSampling2D extends Layer<typeof params> {
  static override readonly className = 'UpSampling2D'

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { rank: 4 }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    return enlarged(shape, this.params.size, firstSpatialAxis(this.params.data_format))
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const { size, data_format: format, interpolation: kind } = this.params
    const x = inputs[0]!
    if (kind === 'nearest') return repeatAll(x, size, firstSpatialAxis(format))
    if (x.dtype === 'bool') throw this.refusal('input-bool', ['input'])
    const axis = x.shape.indexOf(0, 1)
    if (axis > 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(x.shape) })
    const last = format === 'channels_last'
    const larger = this.#smooth((last ? x : reordered(x, [0, 2, 3, 1])) as Tensor4D, kind)
    return last ? larger : reordered(larger, [0, 3, 1, 2])
  }

  #smooth(x: Tensor4D, kind: Smooth): Tensor {
    const [down, across] = this.params.size as [number, number]
    if (x.shape[0] === 0) return zeros(enlarged(x.shape, [down, across], 1) as number[], x.dtype)
    return resize(x, [x.shape[1] * down, x.shape[2] * across], kind)
  }
}

export interface UpSampling2DOptions extends LayerOptions {
  /** How many times as many rows and columns, above 0. Default 2. */
  size?: number | [number, number]
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
  /** `nearest` repeats rows and columns; the others compute values in between. Any case. Default `nearest`. */
  interpolation?: (typeof INTERPOLATIONS)[number] | Uppercase<(typeof INTERPOLATIONS)[number]>
}

/**
 * Makes images larger: repeats rows and columns, or computes values in between.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first; output
 * the same with `size` times as many rows and columns, in the dtype of the input (whole numbers are cut off).
 * The middles of the pixels stay in place. No weights; a mask ends here.
 * @throws LayerError for invalid parameters or input of other than 4 dimensions; with other than `nearest`, also
 * for bool input and for images without pixels or channels.
 * Source: keras/src/layers/reshaping/up_sampling2d.py, v3.3.3; tensorflow/core/kernels/image, v2.16.1.
 */
export function upSampling2d(options: UpSampling2DOptions = {}): UpSampling2D {
  return new UpSampling2D(toKerasConfig(options))
}
