import { customGrad, tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { DataFormat } from '../params.ts'
import { sizeOfPictures } from './picture.ts'

export const FILL_MODES = ['reflect', 'wrap', 'constant', 'nearest'] as const
export type FillMode = (typeof FILL_MODES)[number]

/** How a picture is moved. */
export interface Movement {
  readonly interpolation: 'nearest' | 'bilinear'
  readonly fillMode: FillMode
  readonly fillValue: number
  readonly format: DataFormat
}

/**
 * Where the pixel at (x, y) of the output comes from: six numbers a picture, (a, b, c, d, e, f) for the place
 * (ax + by + c, dx + ey + f) of the input. One row stands for all pictures.
 */
export type Places = Float32Array

// All is rounded to float32 where TensorFlow rounds: at the edges of pixels a bit decides.
const f = Math.fround
const clamp = (place: number, size: number) => Math.min(size - 1, Math.max(0, place))

function reflected(place: number, size: number): number {
  const twice = 2 * size
  if (place < 0) {
    const near = f(twice * Math.trunc(f(-place / twice)) + place)
    return clamp(near < -size ? f(near + twice) : f(-near - 1), size)
  }
  const near = f(place - twice * Math.trunc(f(place / twice)))
  return clamp(near >= size ? f(f(twice - near) - 1) : near, size)
}

function wrapped(place: number, size: number): number {
  const turns = Math.trunc(f(Math.abs(place) / (size - 1)))
  return clamp(place < 0 ? f(place + size * (turns + 1)) : f(place - size * turns), size)
}

/** A place inside the picture for one that lies outside; `constant` leaves it there. */
function inside(place: number, size: number, mode: FillMode): number {
  if (mode === 'constant' || (place >= 0 && place <= size - 1)) return place
  if (mode === 'nearest') return clamp(place, size)
  if (size <= 1) return 0
  return mode === 'reflect' ? reflected(place, size) : wrapped(place, size)
}

/** The nearest whole number; of two, the one farther from 0. */
const rounded = (place: number) => Math.sign(place) * Math.floor(Math.abs(place) + 0.5)

type Values = Float32Array | Int32Array

/** Pictures in a row-major array: how many, how large, and how far apart neighbours are. */
interface Layout {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly steps: {
    readonly picture: number
    readonly y: number
    readonly x: number
    readonly channel: number
  }
}

function layoutOf(x: Tensor, format: DataFormat): Layout {
  const [height, width] = sizeOfPictures(x, format)
  const last = format === 'channels_last'
  const channels = x.shape.at(last ? -1 : -3)!
  const steps = last
    ? { y: width * channels, x: channels, channel: 1 }
    : { y: width, x: 1, channel: height * width }
  const picture = height * width * channels
  return { count: x.rank === 4 ? x.shape[0]! : 1, height, width, channels, steps: { picture, ...steps } }
}

/** The value at a place, from the pixels around it. */
type Reader = (values: Values, at: number, y: number, x: number) => number

function readerOf({ height, width, steps }: Layout, { interpolation }: Movement, fill: number): Reader {
  const read = (values: Values, at: number, y: number, x: number) =>
    y >= 0 && y < height && x >= 0 && x < width ? values[at + y * steps.y + x * steps.x]! : fill
  if (interpolation === 'nearest') return (values, at, y, x) => read(values, at, rounded(y), rounded(x))
  return (values, at, y, x) => {
    const [top, left] = [Math.floor(y), Math.floor(x)]
    const [down, across] = [f(y - top), f(x - left)]
    const [up, back] = [f(f(top + 1) - y), f(f(left + 1) - x)]
    const upper = f(f(back * read(values, at, top, left)) + f(across * read(values, at, top, left + 1)))
    const lower = f(
      f(back * read(values, at, top + 1, left)) + f(across * read(values, at, top + 1, left + 1)),
    )
    return f(f(up * upper) + f(down * lower))
  }
}

function moved(values: Values, layout: Layout, places: Places, movement: Movement): Values {
  const { count, height, width, channels, steps } = layout
  const result =
    values instanceof Int32Array ? new Int32Array(values.length) : new Float32Array(values.length)
  const fill = values instanceof Int32Array ? Math.trunc(movement.fillValue) : f(movement.fillValue)
  const read = readerOf(layout, movement, fill)
  for (let picture = 0; picture < count; picture++) {
    const [a, b, c, d, e, g] = places.subarray(places.length === 6 ? 0 : picture * 6) as unknown as number[]
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const column = inside(f(f(f(a! * x) + f(b! * y)) + c!), width, movement.fillMode)
        const row = inside(f(f(f(d! * x) + f(e! * y)) + g!), height, movement.fillMode)
        const to = y * steps.y + x * steps.x
        for (let channel = 0; channel < channels; channel++) {
          const at = picture * steps.picture + channel * steps.channel
          result[at + to] = read(values, at, row, column)
        }
      }
  }
  return result
}

/** The way back: where the pixels of the input go. */
function inverse(places: Places): Places {
  const result = new Float32Array(places.length)
  for (let at = 0; at < places.length; at += 6) {
    const [a, b, c, d, e, g] = places.subarray(at) as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const size = a * e - b * d
    result.set([e / size, -b / size, (b * g - c * e) / size, -d / size, a / size, (c * d - a * g) / size], at)
  }
  return result
}

/**
 * Pictures whose pixels come from other places. The gradient is TensorFlow's: what comes from above, moved back and
 * filled with 0, which is not the exact derivative.
 */
export function affine(x: Tensor, places: Places, movement: Movement): Tensor {
  const layout = layoutOf(x, movement.format)
  const through = (y: Tensor, by: Places, how: Movement) => {
    // On the cpu backend whole numbers that became float32 are still kept as whole ones.
    const given = y.dataSync() as Values
    const values = y.dtype === 'float32' ? Float32Array.from(given) : given
    return tensor(moved(values, layout, by, how), y.shape, y.dtype as 'float32' | 'int32')
  }
  if (x.size === 0) return x
  const op = customGrad(() => ({
    value: through(x, places, movement),
    gradFunc: (dy: Tensor | Tensor[]) =>
      through(dy as Tensor, inverse(places), { ...movement, fillValue: 0 }),
  }))
  return op(x)
}
