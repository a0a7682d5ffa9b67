import {
  add,
  broadcastTo,
  cast,
  log,
  matMul,
  max,
  maximum,
  mul,
  pow,
  square,
  sub,
  sum,
  tensor,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat, inShape, reordered } from '../ops.ts'
import { boolean, integer, number, optional, orNone, type Param } from '../params.ts'
import { isKnown, sizeOf, type Shape } from '../shapes.ts'
import { melWeights } from './mel.ts'
import { asNumbers, dtypeOf, numbers, refuseOtherDtypes, type Numbers } from './numbers.ts'
import { centred, cosineWindow, frameCount, stft } from './stft.ts'

type Window = 'hann' | 'hamming' | Numbers

/** The name of a window, or its numbers. */
const window = (): Param<Window | null> => ({
  inConfig: 'always',
  parse: (value, where) => {
    if (value === null || value === 'hann' || value === 'hamming') return value
    const refused = () => new LayerError('window', where.layer, [where.param], { value: show(value) })
    if (typeof value !== 'object') throw refused()
    const { given, shape } = numbers().parse(value, where)
    if (shape.length !== 1) throw refused()
    return given
  },
  serialize: (value) => value,
})

const params = {
  fft_length: optional(integer(1), 2048),
  sequence_stride: optional(integer(1), 512),
  sequence_length: optional(orNone(integer(0)), null),
  window: optional(window(), 'hann'),
  sampling_rate: optional(number(), 16000),
  num_mel_bins: optional(integer(1), 128),
  min_freq: optional(number(), 20),
  max_freq: optional(orNone(number()), null),
  power_to_db: boolean(true),
  top_db: optional(orNone(number()), 80),
  mag_exp: optional(number(), 2),
  min_power: optional(orNone(number()), 1e-10),
  ref_power: optional(orNone(number()), 1),
}

/** What decibels need. */
const LOUDNESS = ['top_db', 'min_power', 'ref_power'] as const

/** Sound to a picture of its pitches over time. See {@link melSpectrogram}. */
export class MelSpectrogram extends Layer<typeof params> {
  static override readonly className = 'MelSpectrogram'
  protected override inputRule = { minRank: 1 }
  readonly #window: Float32Array
  #weights: Float32Array | null = null

  constructor(config: KerasConfig = {}) {
    super(params, config)
    refuseOtherDtypes(this.computeDtype, 'MelSpectrogram')
    const { fft_length: fft } = this.params
    const unset = this.params.power_to_db && LOUDNESS.find((name) => this.params[name] === null)
    if (unset) throw this.refusal('not-a-number', [unset], { value: 'None' })
    if (this.#length > fft)
      throw this.refusal('frame-length', ['sequence_length', 'fft_length'], { value: this.#length, fft })
    this.#window = centred(this.#frame(), fft)
  }

  get #length(): number {
    return this.params.sequence_length || this.params.fft_length
  }

  get #maxFrequency(): number {
    return this.params.max_freq || Math.trunc(this.params.sampling_rate / 2)
  }

  #frame(): ArrayLike<number> {
    const { window: given, fft_length: fft } = this.params
    const expected = this.#length
    // Without a window every sample of the whole frame counts.
    if (given === null) return new Float32Array(fft).fill(1)
    if (typeof given === 'string') return cosineWindow(given as 'hann' | 'hamming', expected)
    const list = given as readonly number[]
    if (list.length !== expected)
      throw this.refusal('window-length', ['window', 'sequence_length'], { actual: list.length, expected })
    return list
  }

  protected override checkShape(shape: Shape): void {
    super.checkShape(shape)
    const { fft_length: fft } = this.params
    const [size, min] = [shape.at(-1) ?? null, (fft >> 1) + 1]
    const empty = shape.findIndex((one, axis) => one === 0 && axis < shape.length - 1)
    if (empty >= 0) throw this.refusal('input-empty', ['input'], { axis: empty, shape: showShape(shape) })
    if (size !== null && size < min)
      throw this.refusal('signal-short', ['fft_length', 'input'], { size, shape: showShape(shape), fft, min })
  }

  #frames(samples: number): number {
    const { fft_length: fft, sequence_stride: stride } = this.params
    return frameCount(samples, { fft, stride })
  }

  protected override forward(inputs: Tensor[]): Tensor {
    const { fft_length: fft, sequence_stride: stride, mag_exp: exponent } = this.params
    const x = asFloat(asNumbers(inputs[0]!, this.computeDtype, 'MelSpectrogram'))
    const squares = sum(square(stft(x, { fft, stride, window: this.#window })), -1)
    const powers = exponent === 2 ? squares : pow(squares, exponent / 2)
    const mels = this.#mels(powers)
    const found = this.params.power_to_db ? this.#decibels(mels) : mels
    const rank = found.rank
    const order = [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2]
    const turned = reordered(found, order)
    return dtypeOf(this.computeDtype) === 'int32' ? cast(turned, 'int32') : turned
  }

  #mels(powers: Tensor): Tensor {
    const { num_mel_bins: mels, sampling_rate: samplingRate, min_freq: minFrequency } = this.params
    const bins = powers.shape.at(-1)!
    const outer = powers.shape.slice(0, -1)
    this.#weights ??= melWeights({ bins, mels, samplingRate, minFrequency, maxFrequency: this.#maxFrequency })
    const flat = inShape(powers, [sizeOf(outer), bins])
    return inShape(matMul(flat as Tensor<never>, tensor(this.#weights, [bins, mels])), [...outer, mels])
  }

  #decibels(powers: Tensor): Tensor {
    const [top, least, reference] = LOUDNESS.map((name) => this.params[name]!) as [number, number, number]
    const decibels = (x: Tensor) => mul(log(x), 10 / Math.LN10)
    const offset = 10 * Math.log10(Math.max(Math.abs(reference), least))
    const found = add(decibels(maximum(powers, least)), -offset)
    // Its gradient does not broadcast.
    return maximum(found, broadcastTo(sub(max(found), top), found.shape))
  }

  override computeOutputShape(inputShape: Shape): Shape {
    const samples = inputShape.at(-1) ?? null
    if (isKnown(inputShape)) this.checkShape(inputShape)
    const frames = samples === null ? null : this.#frames(samples)
    return [...inputShape.slice(0, -1), this.params.num_mel_bins, frames]
  }

  protected override configValue(key: string): unknown {
    if (key === 'sequence_length') return this.#length
    return key === 'max_freq' ? this.#maxFrequency : super.configValue(key)
  }
}

export interface MelSpectrogramOptions extends LayerOptions {
  /** Samples in a frame that is transformed: 1 or more. Default 2048. */
  fftLength?: number
  /** Samples between the starts of frames: 1 or more. Default 512. */
  sequenceStride?: number
  /** Samples that the window spans, in the middle of a frame. Default `fftLength`. */
  sequenceLength?: number | null
  /** What a frame is multiplied by: the name of a window, as many numbers as `sequenceLength`, or nothing. Default `hann`. */
  window?: 'hann' | 'hamming' | readonly number[] | Tensor | null
  /** Samples in a second, in Hz. Default 16000. */
  samplingRate?: number
  /** How many bins of pitch there are: 1 or more. Default 128. */
  numMelBins?: number
  /** The lowest frequency of the bins, in Hz. Default 20. */
  minFreq?: number
  /** The highest frequency of the bins, in Hz. Default half of `samplingRate`, rounded down. */
  maxFreq?: number | null
  /** Whether power is given in decibels. Default true. */
  powerToDb?: boolean
  /** How far below the loudest of all values the softest may lie, in dB. Default 80. */
  topDb?: number
  /** The power to which magnitudes are raised: 1 for magnitude, 2 for power. Default 2. */
  magExp?: number
  /** The least power, also for `refPower`. Default 1e-10. */
  minPower?: number
  /** The power that is 0 dB. Default 1. */
  refPower?: number
}

/**
 * Turns sound into a mel spectrogram: how strong each band of pitches is over time.
 *
 * Input numbers `(batch, samples)` or `(samples,)`, at least `fftLength / 2 + 1` samples; the ends are mirrored. Output
 * `(batch, mel bins, frames)` or `(mel bins, frames)`, in dB where `powerToDb` is set. No weights.
 * @throws LayerError for a window of another length than `sequenceLength`, a `sequenceLength` above `fftLength`, a
 * signal that is too short, or an empty batch.
 * Source: keras/src/layers/preprocessing/audio_preprocessing.py, v3.3.3.
 */
export function melSpectrogram(options: MelSpectrogramOptions = {}): MelSpectrogram {
  return new MelSpectrogram(toKerasConfig(options))
}
