import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { dataFormat, integer } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { cropped, PictureLayer, sizeOfPictures, withSize, type Size } from './picture.ts'

const params = { height: integer(0), width: integer(0), data_format: dataFormat() }

/** Cuts out the middle of pictures. See {@link centerCrop}. */
export class CenterCrop extends PictureLayer<typeof params> {
  static override readonly className = 'CenterCrop'
  readonly #size: Size

  constructor(config: KerasConfig) {
    super(params, config)
    this.#size = [this.params.height, this.params.width]
  }

  protected override checkShape(shape: Shape): void {
    this.checkPictures(shape)
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    return withSize(shape, this.#size, this.params.data_format)
  }

  protected override forward(inputs: Tensor[]): Tensor {
    const x = this.inDtype(inputs[0]!)
    const format = this.params.data_format
    const [height, width] = sizeOfPictures(x, format)
    const [down, across] = [height - this.#size[0], width - this.#size[1]]
    if (down < 0 || across < 0) return this.smartlyResized(x, this.#size, format)
    return cropped(x, [Math.trunc(down / 2), Math.trunc(across / 2)], this.#size, format)
  }
}

export interface CenterCropOptions extends LayerOptions {
  /** Rows of the output, at least 0. */
  height: number
  /** Columns of the output, at least 0. */
  width: number
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * Cuts out the middle of pictures. A picture that is too small is resized (bilinear) after what does not fit the new
 * ratio of height to width has been cut off on both sides.
 *
 * Input `(height, width, channels)`, alone or in a batch, or with channels first, of any numbers; output the same
 * with the new height and width, float32. Where an odd number of rows or columns goes, the odd one goes from the
 * end. No weights; a mask ends here.
 * @throws LayerError for invalid parameters, input of other than 3 or 4 dimensions, and a picture that is too small
 * and of which nothing is left when it is cropped to the ratio.
 * Source: keras/src/layers/preprocessing/center_crop.py and keras/src/utils/image_utils.py, v3.3.3.
 */
export function centerCrop(options: CenterCropOptions): CenterCrop {
  return new CenterCrop(toKerasConfig(options))
}
