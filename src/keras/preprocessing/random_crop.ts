import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { dataFormat, integer, seed } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { cropped, sizeOfPictures, withSize, type Size } from './picture.ts'
import { RandomPictureLayer, recordDrawn } from './random_picture.ts'

const params = { height: integer(0), width: integer(0), seed: seed(), data_format: dataFormat() }

/** Cuts a part out of pictures, at random. See {@link randomCrop}. */
export class RandomCrop extends RandomPictureLayer<typeof params> {
  static override readonly className = 'RandomCrop'
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

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const [height, width] = sizeOfPictures(inputs[0]!, this.params.data_format)
    if (pass.training && height >= this.#size[0] && width >= this.#size[1]) return super.forward(inputs, pass)
    return this.smartlyResized(this.inDtype(inputs[0]!), this.#size, this.params.data_format)
  }

  protected override changed(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    const format = this.params.data_format
    const [height, width] = sizeOfPictures(x, format)
    const [top, left] = [height - this.#size[0], width - this.#size[1]].map((room) =>
      Math.trunc(Math.fround(stream.uniform() * (room + 1))),
    ) as [number, number]
    recordDrawn(pass, 'start', Float32Array.of(top, left))
    return cropped(x, [top, left], this.#size, format)
  }

  protected override configValue(key: string): unknown {
    return key === 'seed' ? this.seed : super.configValue(key)
  }
}

export interface RandomCropOptions extends LayerOptions {
  /** Rows of the output, at least 0. */
  height: number
  /** Columns of the output, at least 0. */
  width: number
  /** Seed of the draws: the same seed gives the same row of draws. Default a drawn one. */
  seed?: number | null
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * During training, cuts the same part, at a place drawn evenly, out of all pictures of a batch. At inference, and
 * where a picture is too small, what does not fit the new ratio of height to width is cut off on both sides and the
 * rest is resized (bilinear).
 *
 * Input `(height, width, channels)`, alone or in a batch, or with channels first; output the same with the new height
 * and width, float32. No weights; a mask ends here. Called alone it trains unless `training` is false; in a model,
 * while that is trained. `inspect` gives `start`: the first row and column of the part.
 * @throws LayerError for invalid parameters, input of other than 3 or 4 dimensions, and a picture to be resized of
 * which nothing is left when it is cropped to the ratio.
 * Source: keras/src/layers/preprocessing/random_crop.py and keras/src/utils/image_utils.py, v3.3.3.
 */
export function randomCrop(options: RandomCropOptions): RandomCrop {
  return new RandomCrop(toKerasConfig(options))
}
