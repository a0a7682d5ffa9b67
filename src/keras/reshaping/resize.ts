import { customGrad, image, matMul, reshape, tensor, transpose } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
import { sizeOf } from '../shapes.ts'

export type Smooth = 'bilinear' | 'bicubic' | 'lanczos3' | 'lanczos5'

/** What one output entry is made of: places in the input, and how much of each. */
interface Taps {
  readonly places: readonly number[]
  readonly weights: readonly number[]
}

// TensorFlow computes places and weights in float32; what is rounded there is rounded here.
const f = Math.fround
const clamp = (place: number, size: number) => Math.min(size - 1, Math.max(0, place))

/** Where the middle of an output entry lies among the middles of the input entries. */
function positionOf(entry: number, size: number, times: number): { floor: number; rest: number } {
  const position = f(f(f(entry + 0.5) * f(size / (size * times))) - 0.5)
  const floor = Math.floor(position)
  return { floor, rest: f(position - floor) }
}

function bilinear(entry: number, size: number, times: number): Taps {
  const { floor, rest } = positionOf(entry, size, times)
  return { places: [clamp(floor, size), clamp(floor + Math.ceil(rest), size)], weights: [f(1 - rest), rest] }
}

// Weights come from a table of 1024 steps between two entries.
const STEPS = 1024
const near = (x: number) => f((1.5 * x - 2.5) * x * x + 1)
const far = (x: number) => f(((-0.5 * x + 2.5) * x - 4) * x + 2)

/** Keys' cubic with a = -0.5. Entries beyond the edge do not count. */
function bicubic(entry: number, size: number, times: number): Taps {
  const { floor, rest } = positionOf(entry, size, times)
  const step = Math.round(rest * STEPS) / STEPS
  const places = [floor - 1, floor, floor + 1, floor + 2]
  const weights = [far(1 + step), near(step), near(1 - step), far(2 - step)]
  const inside = weights.map((weight, i) => (places[i] === clamp(places[i]!, size) ? weight : 0))
  return { places: places.map((place) => clamp(place, size)), weights: normalized(inside, 1e-35) }
}

const PI = f(Math.PI)
const sine = (x: number) => f(Math.sin(f(x)))

function lanczosWeight(distance: number, radius: number): number {
  const x = Math.abs(distance)
  if (x > radius) return 0
  if (x <= 1e-3) return 1
  const turn = f(PI * x)
  return f(f(f(radius * sine(turn)) * sine(turn / radius)) / f(f(f(PI * PI) * x) * x))
}

const lanczos =
  (radius: number) =>
  (entry: number, size: number, times: number): Taps => {
    const middle = f(f(entry + 0.5) * f(1 / times))
    const first = Math.max(0, Math.ceil(middle - radius - 0.5))
    const last = Math.min(size - 1, Math.floor(middle + radius - 0.5))
    const places = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    const weights = places.map((place) => lanczosWeight(f(place + 0.5 - middle), radius))
    return { places, weights: normalized(weights, 1e-35) }
  }

function normalized(weights: number[], smallest: number): number[] {
  const sum = weights.reduce((total, weight) => f(total + weight), 0)
  return Math.abs(sum) < smallest ? weights : weights.map((weight) => f(weight * f(1 / sum)))
}

const KINDS: Record<Smooth, (entry: number, size: number, times: number) => Taps> = {
  bilinear,
  bicubic,
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
}

const tapsAlong = (kind: Smooth, size: number, times: number): Taps[] =>
  Array.from({ length: size * times }, (_, entry) => KINDS[kind](entry, size, times))

/** The taps as a matrix of shape (1, outputs, inputs). */
function matrixOf(taps: readonly Taps[], size: number): Tensor3D {
  const values = new Float32Array(taps.length * size)
  taps.forEach(({ places, weights }, row) =>
    places.forEach((place, i) => (values[row * size + place]! += weights[i]!)),
  )
  return tensor(values, [1, taps.length, size])
}

/** A matrix applied along one axis; `back`: its transpose. */
function along(x: Tensor, matrix: Tensor3D, axis: number, back = false): Tensor {
  const [outer, inner] = [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis + 1))]
  const size = matrix.shape[back ? 2 : 1]!
  const moved = reshape(x, [outer, x.shape[axis]!, inner])
  const shape = x.shape.map((length, i) => (i === axis ? size : length))
  return reshape(matMul(back ? (transpose(matrix, [0, 2, 1]) as Tensor3D) : matrix, moved), shape)
}

/**
 * Images made larger, `times` as many rows and columns, as tf.image.resize does without antialiasing.
 * Input float32 (batch, height, width, channels), not empty. Has a gradient on every backend.
 */
export function resize(x: Tensor4D, times: readonly [number, number], kind: Smooth): Tensor4D {
  const [height, width] = [x.shape[1], x.shape[2]]
  const matrices = () =>
    [height, width].map((size, i) => matrixOf(tapsAlong(kind, size, times[i]!), size)) as [Tensor3D, Tensor3D]
  // The gradient of tfjs's own op mixes up height and width on cpu and is missing elsewhere.
  const op = customGrad((image4d) => {
    const value =
      kind === 'bilinear'
        ? image.resizeBilinear(image4d as Tensor4D, [height * times[0], width * times[1]], false, true)
        : matrices().reduce<Tensor>((sum, matrix, i) => along(sum, matrix, i + 1), image4d as Tensor)
    const gradFunc = (dy: Tensor | Tensor[]) =>
      matrices().reduce<Tensor>((sum, matrix, i) => along(sum, matrix, i + 1, true), dy as Tensor)
    return { value, gradFunc }
  })
  return op(x) as Tensor4D
}

/** The same for whole numbers: computed in float32 in TensorFlow's order, then cut to whole numbers. */
export function resizeWhole(x: Tensor4D, times: readonly [number, number], kind: Smooth): Tensor4D {
  const [batch, height, width, channels] = x.shape
  const rows = tapsAlong(kind, height, times[0])
  const columns = tapsAlong(kind, width, times[1])
  const whole = Float32Array.from(x.dataSync())
  const [tall, wide] = [rows.length, columns.length]
  const values =
    kind === 'bilinear'
      ? weigh(
          weigh(whole, [batch * height, width, channels], columns, lerp),
          [batch, height, wide * channels],
          rows,
          lerp,
        )
      : weigh(
          weigh(whole, [batch, height, width * channels], rows, total),
          [batch * tall, width, channels],
          columns,
          total,
        )
  return tensor(Int32Array.from(values), [batch, tall, wide, channels], 'int32')
}

type Blend = (values: readonly number[], weights: readonly number[]) => number

const lerp: Blend = (values, weights) => f(values[0]! + f(f(values[1]! - values[0]!) * weights[1]!))
const total: Blend = (values, weights) => values.reduce((sum, value, i) => f(sum + f(value * weights[i]!)), 0)

/** The taps applied along the middle axis. */
function weigh(
  values: Float32Array,
  [outer, size, inner]: readonly [number, number, number],
  taps: readonly Taps[],
  blend: Blend,
): Float32Array {
  const result = new Float32Array(outer * taps.length * inner)
  let at = 0
  for (let o = 0; o < outer; o++)
    for (const { places, weights } of taps)
      for (let i = 0; i < inner; i++)
        result[at++] = blend(
          places.map((place) => values[(o * size + place) * inner + i]!),
          weights,
        )
  return result
}
