import { customGrad, image, tensor } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'

export type Smooth = 'bilinear' | 'bicubic' | 'lanczos3' | 'lanczos5'
export type Interpolation = 'nearest' | Smooth

/** What one output entry is made of: places in the input, and how much of each. */
interface Taps {
  readonly places: readonly number[]
  readonly weights: readonly number[]
}

// TensorFlow computes places and weights in float32; what is rounded there is rounded here.
const f = Math.fround
const clamp = (place: number, size: number) => Math.min(size - 1, Math.max(0, place))

/** The taps of one of `target` output entries along an axis of `size` input entries. */
type Rule = (entry: number, size: number, target: number) => Taps

/** Where the middle of an output entry lies, in input entries from the edge. */
const middleOf = (entry: number, size: number, target: number) => f(f(entry + 0.5) * f(size / target))

/** The same among the middles of the input entries. */
function positionOf(entry: number, size: number, target: number): { floor: number; rest: number } {
  const position = f(middleOf(entry, size, target) - 0.5)
  const floor = Math.floor(position)
  return { floor, rest: f(position - floor) }
}

const nearest: Rule = (entry, size, target) => ({
  places: [clamp(Math.floor(middleOf(entry, size, target)), size)],
  weights: [1],
})

const bilinear: Rule = (entry, size, target) => {
  const { floor, rest } = positionOf(entry, size, target)
  return { places: [clamp(floor, size), clamp(floor + Math.ceil(rest), size)], weights: [f(1 - rest), rest] }
}

// Weights come from a table of 1024 steps between two entries.
const STEPS = 1024
const near = (x: number) => f((1.5 * x - 2.5) * x * x + 1)
const far = (x: number) => f(((-0.5 * x + 2.5) * x - 4) * x + 2)

/** The nearest whole number, the even one of two. */
const rounded = (x: number) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x))

/** Keys' cubic with a = -0.5. Entries beyond the edge do not count. */
const bicubic: Rule = (entry, size, target) => {
  const { floor, rest } = positionOf(entry, size, target)
  const step = rounded(rest * STEPS) / STEPS
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
  (radius: number): Rule =>
  (entry, size, target) => {
    const middle = f(f(entry + 0.5) * f(1 / f(target / size)))
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

const RULES: Record<Interpolation, Rule> = {
  nearest,
  bilinear,
  bicubic,
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
}

const tapsAlong = (kind: Interpolation, size: number, target: number): Taps[] =>
  Array.from({ length: target }, (_, entry) => RULES[kind](entry, size, target))

/** Values of which one axis is worked on: what lies before it, its size, what lies behind. */
type Split = readonly [outer: number, size: number, inner: number]

type Values = Float32Array | Int32Array

/** Whole entries, one for each tap. */
function pick(values: Values, [outer, size, inner]: Split, taps: readonly Taps[]): Values {
  const length = outer * taps.length * inner
  const result = values instanceof Int32Array ? new Int32Array(length) : new Float32Array(length)
  let at = 0
  for (let o = 0; o < outer; o++)
    for (const { places } of taps) {
      const from = (o * size + places[0]!) * inner
      for (let i = 0; i < inner; i++) result[at++] = values[from + i]!
    }
  return result
}

/** The taps applied along the axis, in TensorFlow's order of float32 sums. */
function weigh(values: Float32Array, [outer, size, inner]: Split, taps: readonly Taps[]): Float32Array {
  const result = new Float32Array(outer * taps.length * inner)
  let at = 0
  for (let o = 0; o < outer; o++)
    for (const { places, weights } of taps) {
      for (let k = 0; k < places.length; k++) {
        const [from, weight] = [(o * size + places[k]!) * inner, weights[k]!]
        for (let i = 0; i < inner; i++) result[at + i]! += f(values[from + i]! * weight)
      }
      at += inner
    }
  return result
}

/** The same between two entries each. */
function lerp(values: Float32Array, [outer, size, inner]: Split, taps: readonly Taps[]): Float32Array {
  const result = new Float32Array(outer * taps.length * inner)
  let at = 0
  for (let o = 0; o < outer; o++)
    for (const { places, weights } of taps) {
      const low = (o * size + places[0]!) * inner
      const high = (o * size + places[1]!) * inner
      const rest = weights[1]!
      for (let i = 0; i < inner; i++) {
        const value = values[low + i]!
        result[at++] = f(value + f(f(values[high + i]! - value) * rest))
      }
    }
  return result
}

/** What comes back through the taps: each input entry gets its part of every output entry. */
function scatter(above: Float32Array, [outer, size, inner]: Split, taps: readonly Taps[]): Float32Array {
  const result = new Float32Array(outer * size * inner)
  let at = 0
  for (let o = 0; o < outer; o++)
    for (const { places, weights } of taps) {
      for (let k = 0; k < places.length; k++) {
        const [to, weight] = [(o * size + places[k]!) * inner, weights[k]!]
        for (let i = 0; i < inner; i++) result[to + i]! += above[at + i]! * weight
      }
      at += inner
    }
  return result
}

/**
 * Images of another size, as tf.image.resize computes them without antialiasing; in float32, and then cut to
 * whole numbers where the input has these. Input (batch, height, width, channels), not empty. Has a gradient on
 * every backend.
 */
export function resize(x: Tensor4D, target: readonly [number, number], kind: Interpolation): Tensor4D {
  const [batch, height, width, channels] = x.shape
  const [tall, wide] = target
  const rows = tapsAlong(kind, height, tall)
  const columns = tapsAlong(kind, width, wide)

  const picked = () => {
    const values = x.dataSync() as Values
    const narrow = pick(values, [batch * height, width, channels], columns)
    const picture = pick(narrow, [batch, height, wide * channels], rows)
    return tensor(picture, [batch, tall, wide, channels], x.dtype)
  }
  const blended = () => {
    const values = x.dtype === 'float32' ? (x.dataSync() as Float32Array) : Float32Array.from(x.dataSync())
    const result =
      kind === 'bilinear'
        ? lerp(
            lerp(values, [batch * height, width, channels], columns),
            [batch, height, wide * channels],
            rows,
          )
        : weigh(
            weigh(values, [batch, height, width * channels], rows),
            [batch * tall, width, channels],
            columns,
          )
    return tensor(
      x.dtype === 'float32' ? result : Int32Array.from(result),
      [batch, tall, wide, channels],
      x.dtype,
    )
  }
  const computed = () => {
    if (kind === 'nearest') return picked()
    // tfjs's kernel takes a third of the time on wasm, but rounds places between multiples in another way.
    const multiple = tall % height === 0 && wide % width === 0
    return kind === 'bilinear' && multiple && x.dtype === 'float32'
      ? image.resizeBilinear(x, [tall, wide], false, true)
      : blended()
  }
  const op = customGrad(() => ({
    value: computed(),
    gradFunc: (dy: Tensor | Tensor[]) => {
      const above = (dy as Tensor).dataSync() as Float32Array
      const narrow = scatter(above, [batch * tall, width, channels], columns)
      return tensor(scatter(narrow, [batch, height, width * channels], rows), x.shape)
    },
  }))
  return op(x) as Tensor4D
}
