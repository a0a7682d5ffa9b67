const f = Math.fround

/** Mels of a frequency, HTK's way. TensorFlow computes in single precision, which shows in narrow bands. */
const toMel = (hertz: number): number => f(1127 * f(Math.log(f(1 + f(hertz / 700)))))

/** `count` numbers from `start` to `stop`, as TensorFlow spaces them in single precision. */
function spaced(start: number, stop: number, count: number): number[] {
  const step = f(f(stop - start) / Math.max(count - 1, 1))
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? start : i === count - 1 ? stop : f(start + f(step * i)),
  )
}

export interface MelRules {
  readonly bins: number
  readonly mels: number
  readonly samplingRate: number
  readonly minFrequency: number
  readonly maxFrequency: number
}

/**
 * What each frequency bin gives to each mel bin, `(bins, mels)` row-major: triangles of height 1 that overlap by half
 * and are equally wide in mels. The bin of frequency 0 gives nothing.
 */
export function melWeights({ bins, mels, samplingRate, minFrequency, maxFrequency }: MelRules): Float32Array {
  const frequencies = spaced(0, f(f(samplingRate) / 2), bins)
  const edges = spaced(toMel(f(minFrequency)), toMel(f(maxFrequency)), mels + 2)
  const weights = new Float32Array(bins * mels)
  for (let bin = 1; bin < bins; bin++) {
    const here = toMel(frequencies[bin]!)
    for (let mel = 0; mel < mels; mel++) {
      const [low, middle, high] = [edges[mel]!, edges[mel + 1]!, edges[mel + 2]!]
      const rising = f(f(here - low) / f(middle - low))
      const falling = f(f(high - here) / f(high - middle))
      weights[bin * mels + mel] = Math.max(0, Math.min(rising, falling))
    }
  }
  return weights
}
