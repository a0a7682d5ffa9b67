import type { Tensor } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { show } from '../errors.ts'
import type { Pass } from '../layer.ts'
import { anything, dataFormat, optional, seed } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { affine, FILL_MODES, type FillMode, type Places } from './affine.ts'
import { word } from './params.ts'
import { clamped, sizeOfPictures, type Size } from './picture.ts'
import { RandomPictureLayer } from './random_picture.ts'

/** What all layers that move pictures have. */
export const movementParams = {
  fill_mode: optional(word(FILL_MODES), 'reflect'),
  interpolation: optional(word(['nearest', 'bilinear']), 'bilinear'),
  seed: seed(),
  fill_value: optional(anything(), 0),
  data_format: dataFormat(),
}

type MovementSchema = Schema & typeof movementParams

/** Layers that move the pixels of pictures at random. */
export abstract class MovementLayer<P extends MovementSchema> extends RandomPictureLayer<P> {
  /** Where the pixels come from, drawn anew for pictures of that size. */
  protected abstract drawPlaces(x: Tensor, size: Size, stream: RandomStream, pass: Pass): Places

  protected override changed(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    this.checkPictures(x.shape)
    if (x.dtype === 'bool') throw this.refusal('input-bool', ['dtype', 'input'])
    const { fill_mode, interpolation, fill_value, data_format } = this.params as {
      fill_mode: FillMode
      interpolation: 'nearest' | 'bilinear'
      fill_value: unknown
      data_format: 'channels_last' | 'channels_first'
    }
    if (typeof fill_value !== 'number')
      throw this.refusal('not-a-number', ['fill_value'], { value: show(fill_value) })
    const places = this.drawPlaces(x, sizeOfPictures(x, data_format), stream, pass)
    const movement = { interpolation, fillMode: fill_mode, fillValue: fill_value, format: data_format }
    return clamped(affine(x, places, movement), this.policy)
  }
}

/** What a reader may give all of them. */
export interface MovementOptions {
  /**
   * What fills places outside the picture: its mirror image (`reflect`, dcba|abcd|dcba), the picture again (`wrap`),
   * `fillValue` (`constant`), or the nearest pixel (`nearest`). Default `reflect`.
   */
  fillMode?: FillMode
  /** How values between pixels are found. Default `bilinear`. */
  interpolation?: 'nearest' | 'bilinear'
  /** Seed of the draws: the same seed gives the same row of draws. Default none. */
  seed?: number | null
  /** The value outside the picture with `constant`. Default 0. */
  fillValue?: number
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}
