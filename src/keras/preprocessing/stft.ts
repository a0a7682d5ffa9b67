import { customGrad, tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { sizeOf } from '../shapes.ts'
import { fourier, type Transform } from './fft.ts'

export interface StftRules {
  readonly fft: number
  readonly stride: number
  /** What each frame of `fft` samples is multiplied by. */
  readonly window: ArrayLike<number>
}

/** TensorFlow's windows of raised cosines, "periodic": a symmetric one where the length is odd. */
export function cosineWindow(name: 'hann' | 'hamming', length: number): Float32Array {
  if (length === 1) return new Float32Array([1])
  const base = name === 'hann' ? 0.5 : 0.54
  const period = length % 2 === 0 ? length : length - 1
  return Float32Array.from({ length }, (_, i) => base - (1 - base) * Math.cos((2 * Math.PI * i) / period))
}

/** A window in the middle of a frame. */
export function centred(window: ArrayLike<number>, fft: number): Float32Array {
  const frame = new Float32Array(fft)
  frame.set(window, (fft - window.length) >> 1)
  return frame
}

/** How many frames a signal gives that is mirrored at both ends. */
export const frameCount = (samples: number, { fft, stride }: Omit<StftRules, 'window'>): number =>
  Math.max(0, 1 + Math.floor((samples + 2 * (fft >> 1) - fft) / stride))

/** Visits each sample of each frame: where it lies in the signal (mirrored at the ends), and in the frame. */
function eachSample(
  samples: number,
  frame: number,
  { fft, stride }: StftRules,
  visit: (at: number, i: number) => void,
): void {
  const first = frame * stride - (fft >> 1)
  for (let i = 0; i < fft; i++) {
    const at = first + i
    visit(at < 0 ? -at : at >= samples ? 2 * (samples - 1) - at : at, i)
  }
}

/**
 * The short-time Fourier transform of signals `(…, samples)`: real and imaginary parts `(…, frames, fft / 2 + 1, 2)`.
 * tfjs has none on wasm, and none with a right gradient for the frames. A signal needs more than `fft / 2` samples.
 */
export function stft(signals: Tensor, rules: StftRules): Tensor {
  const transform = fourier(rules.fft)
  const compute = customGrad((x, save) => {
    ;(save as (tensors: Tensor[]) => void)([])
    return {
      value: forwards(x as Tensor, rules, transform),
      gradFunc: (above: Tensor) => backwards(above, (x as Tensor).shape, rules, transform),
    }
  })
  return compute(signals)
}

function forwards(x: Tensor, rules: StftRules, transform: Transform): Tensor {
  const { fft, window } = rules
  const samples = x.shape.at(-1)!
  const [frames, bins] = [frameCount(samples, rules), (fft >> 1) + 1]
  const outer = x.shape.slice(0, -1)
  const values = x.dataSync()
  const found = new Float32Array(sizeOf(outer) * frames * bins * 2)
  const [re, im] = [new Float64Array(fft), new Float64Array(fft)]
  for (let row = 0; row < sizeOf(outer) * frames; row++) {
    const start = Math.floor(row / frames) * samples
    eachSample(samples, row % frames, rules, (at, i) => (re[i] = values[start + at]! * window[i]!))
    im.fill(0)
    transform(re, im)
    for (let bin = 0; bin < bins; bin++) {
      found[(row * bins + bin) * 2] = re[bin]!
      found[(row * bins + bin) * 2 + 1] = im[bin]!
    }
  }
  return tensor(found, [...outer, frames, bins, 2])
}

/** What the signals have to do with what comes from above: the transposed map. */
function backwards(above: Tensor, shape: number[], rules: StftRules, transform: Transform): Tensor {
  const { fft, window } = rules
  const samples = shape.at(-1)!
  const [frames, bins] = [frameCount(samples, rules), (fft >> 1) + 1]
  const values = above.dataSync()
  const found = new Float64Array(sizeOf(shape))
  const [re, im] = [new Float64Array(fft), new Float64Array(fft)]
  for (let row = 0; row < sizeOf(shape.slice(0, -1)) * frames; row++) {
    re.fill(0)
    im.fill(0)
    for (let bin = 0; bin < bins; bin++) {
      re[bin] = values[(row * bins + bin) * 2]!
      im[bin] = -values[(row * bins + bin) * 2 + 1]!
    }
    transform(re, im)
    const start = Math.floor(row / frames) * samples
    eachSample(samples, row % frames, rules, (at, i) => (found[start + at]! += re[i]! * window[i]!))
  }
  return tensor(Float32Array.from(found), shape)
}
