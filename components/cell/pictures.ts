import type { TensorValue } from '../../src/runtime/sandbox/protocol.ts'

/** One picture, four bytes a pixel: red, green, blue, opacity. */
export interface PictureData {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

const MOST = 32
/** Smallest side that is worth a picture. */
const SIDE = 4

/** Height, width and channels, where a shape is that of one picture or of a batch of them. */
function sizeOf(shape: readonly number[]): { height: number; width: number; channels: number } | null {
  const [height, width, channels] =
    shape.length === 2 ? [...shape, 1] : shape.length === 3 || shape.length === 4 ? shape.slice(-3) : []
  if (height === undefined || width === undefined || channels === undefined) return null
  if (height < SIDE || width < SIDE || ![1, 3, 4].includes(channels)) return null
  return { height, width, channels }
}

/**
 * The pictures that a tensor may be: (rows, columns), (rows, columns, channels) or a batch of the latter, with 1, 3
 * or 4 channels. Values from 0 to 1 or to 255 are taken as they are; others are spread from the least to the
 * greatest. Pictures whose elements are not all here are left out; `total` counts them too.
 */
export function picturesOf({ shape, dtype, data }: TensorValue): { pictures: PictureData[]; total: number } {
  const size = sizeOf(shape)
  if (!size || dtype === 'string' || dtype === 'complex64') return { pictures: [], total: 0 }
  const { height, width, channels } = size
  const each = height * width * channels
  const total = shape.length === 4 ? shape[0]! : 1
  const count = Math.min(total, MOST, Math.floor(data.length / each))
  const values = data.slice(0, count * each).map(Number)
  const finite = values.filter(Number.isFinite)
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity)
  const most = finite.reduce((a, b) => Math.max(a, b), -Infinity)
  const [low, high] = least < 0 || most > 255 ? [least, most] : most <= 1 ? [0, 1] : [0, 255]
  const byte = (value: number) => (high > low ? ((value - low) / (high - low)) * 255 : 0)

  const pictures = Array.from({ length: count }, (_, k): PictureData => {
    const rgba = new Uint8ClampedArray(height * width * 4)
    for (let pixel = 0; pixel < height * width; pixel++) {
      const at = k * each + pixel * channels
      for (let channel = 0; channel < 4; channel++) {
        const opaque = channel === 3 && channels < 4
        rgba[pixel * 4 + channel] = opaque ? 255 : byte(values[at + (channels === 1 ? 0 : channel)]!)
      }
    }
    return { width, height, rgba }
  })
  return { pictures, total }
}
