import { pad } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { show } from '../errors.ts'
import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { anything, boolean, dataFormat, integer, optional } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { word } from './params.ts'
import { clamped, PictureLayer, sizeOfPictures, spatialAxes, withSize, type Size } from './picture.ts'

const INTERPOLATIONS = ['bilinear', 'nearest', 'lanczos3', 'lanczos5', 'bicubic'] as const

const params = {
  height: integer(1),
  width: integer(1),
  interpolation: optional(word(INTERPOLATIONS), 'bilinear'),
  crop_to_aspect_ratio: boolean(false),
  pad_to_aspect_ratio: boolean(false),
  fill_mode: optional(word(['constant']), 'constant'),
  fill_value: optional(anything(), 0),
  data_format: dataFormat(),
}

// TensorFlow divides sizes in float32.
const divide = (a: number, b: number) => Math.fround(Math.fround(a) / b)

/** Makes pictures of one size. See {@link resizing}. */
export class Resizing extends PictureLayer<typeof params> {
  static override readonly className = 'Resizing'
  readonly #size: Size
  readonly #fillsByDefault: boolean

  constructor(config: KerasConfig) {
    super(params, config)
    this.#size = [this.params.height, this.params.width]
    this.#fillsByDefault = config['fill_value'] === undefined
    const both = this.params.crop_to_aspect_ratio && this.params.pad_to_aspect_ratio
    if (both) throw this.refusal('resizing-both', ['pad_to_aspect_ratio', 'crop_to_aspect_ratio'])
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
    const { interpolation, crop_to_aspect_ratio: crops, pad_to_aspect_ratio: pads, data_format } = this.params
    // Whole numbers stay so, whatever the layer computes in.
    const given = inputs[0]!
    const x = given.dtype === 'int32' || given.dtype === 'bool' ? given : this.inDtype(given)
    const fitting = crops ? this.middle(x, this.#size, data_format, divide) : pads ? this.#padded(x) : x
    const resized = this.resized(fitting, this.#size, interpolation, data_format)
    return given.dtype === 'float32' ? clamped(resized, this.policy) : resized
  }

  /** The pictures with edges that give them the target's ratio, the same on both sides. */
  #padded(x: Tensor): Tensor {
    const { data_format: format, fill_value: fill } = this.params
    const [height, width] = sizeOfPictures(x, format)
    const [tall, wide] = this.#size
    const down = Math.trunc((Math.max(height, Math.trunc(divide(width * tall, wide))) - height) / 2)
    const across = Math.trunc((Math.max(width, Math.trunc(divide(height * wide, tall))) - width) / 2)
    if (down === 0 && across === 0) return x
    const whole = x.dtype !== 'float32'
    if (typeof fill !== 'number' || (whole && (this.#fillsByDefault || !Number.isInteger(fill))))
      throw this.refusal(whole ? 'fill-whole' : 'not-a-number', ['fill_value'], { value: show(fill) })
    const axes = spatialAxes(x.rank, format)
    const edges = x.shape.map((_, axis) => [down, across][axes.indexOf(axis)] ?? 0)
    return pad(
      x,
      edges.map((edge) => [edge, edge]),
      fill,
    )
  }
}

export interface ResizingOptions extends LayerOptions {
  /** Rows of the output, at least 1. */
  height: number
  /** Columns of the output, at least 1. */
  width: number
  /** How values between pixels are found. Default `bilinear`. */
  interpolation?: (typeof INTERPOLATIONS)[number]
  /** Whether the picture keeps its ratio, and what does not fit is cut off on both sides. Default false. */
  cropToAspectRatio?: boolean
  /** Whether the picture keeps its ratio, and what is missing is filled on both sides. Default false. */
  padToAspectRatio?: boolean
  /** What the filled edges are made of; only `constant`. */
  fillMode?: 'constant'
  /** The value of filled edges; a whole number, given expressly, for pictures of whole numbers. Default 0. */
  fillValue?: number
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * Makes pictures larger or smaller, without smoothing them first (no antialiasing).
 *
 * Input `(height, width, channels)`, alone or in a batch, or with channels first; output the same with the new height
 * and width. Pictures of whole numbers stay whole: values are cut off. No weights; a mask ends here.
 * @throws LayerError for invalid parameters, input of other than 3 or 4 dimensions, pictures without pixels or
 * channels, and a picture of which nothing is left when it is cropped to the ratio.
 * Source: keras/src/layers/preprocessing/resizing.py, v3.3.3; tensorflow/core/kernels/image, v2.16.1.
 */
export function resizing(options: ResizingOptions): Resizing {
  return new Resizing(toKerasConfig(options))
}
