import { engine } from '@tensorflow/tfjs-core'
import type { serialization, Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { anything, boolean, integer, optional, type Param } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { readAssets, withAssets } from './assets.ts'
import { encode, encodedShape } from './encode.ts'
import { fingerprint64, sipHash } from './hash.ts'
import { outputMode } from './params.ts'
import { readRows, withValues, writeRows } from './rows.ts'

type Salt = readonly [number, number]

/** One whole number, which stands for two, or two of them. */
const salt = (): Param<Salt | null> =>
  optional<Salt | null>(
    {
      inConfig: 'always',
      parse: (value, { layer, param }) => {
        if (value === null) return null
        const pair: unknown = Array.isArray(value) ? value : [value, value]
        if (!Array.isArray(pair) || pair.length !== 2 || !pair.every((one) => Number.isInteger(one)))
          throw new LayerError('hash-salt', layer, [param], { value: show(value) })
        return pair as unknown as Salt
      },
      serialize: (value) => value && [...value],
    },
    null,
  )

const params = {
  num_bins: integer(1),
  mask_value: optional(anything(), null),
  salt: salt(),
  output_mode: outputMode(['int', 'one_hot', 'multi_hot', 'count']),
  sparse: boolean(false),
}

const encoder = new TextEncoder()

/** What TensorFlow hashes: text as it is, numbers and truth values as text. */
function bytesOf(x: Tensor): Uint8Array[] {
  if (x.dtype === 'string') return engine().readSync(x.dataId) as unknown as Uint8Array[]
  const spell = (value: number) =>
    x.dtype === 'bool' ? (value ? 'true' : 'false') : String(Math.trunc(value))
  return Array.from(x.dataSync(), (value) => encoder.encode(spell(value)))
}

/** Text and whole numbers to bins, by their hash. See {@link hashing}. */
export class Hashing extends Layer<typeof params> {
  static override readonly className = 'Hashing'
  // A ragged tensor comes as its values and its splits.
  protected override inputCount: readonly [number, number] = [1, Infinity]

  constructor(given: KerasConfig) {
    const { config } = readAssets(given)
    const isInt = (config['output_mode'] ?? 'int') === 'int'
    super(params, { ...config, dtype: config['dtype'] ?? (isInt ? 'int64' : 'float32') })
    if (isInt && !['int32', 'int64'].includes(this.policy))
      throw this.refusal('hash-dtype', ['dtype', 'output_mode'], { value: this.policy })
    if (isInt && this.params.sparse) throw this.refusal('sparse-int', ['sparse', 'output_mode'])
  }

  protected override forward(inputs: Tensor[]): Tensor | Tensor[] {
    const { num_bins: bins, output_mode: mode } = this.params
    const [x] = inputs
    const rows = readRows(inputs, 'Hashing')
    const isMasked = this.#maskFor(x!)
    // The mask takes the first bin.
    const first = isMasked ? 1 : 0
    const hashed = bytesOf(x!).map((bytes) => first + this.#bin(bytes, bins - first))
    const found = { ...rows, values: hashed.map((bin, i) => (isMasked?.(rows.values[i]!) ? 0 : bin)) }
    const dtype = this.policy.startsWith('int') || this.policy.startsWith('uint') ? 'int32' : 'float32'
    if (mode === 'int') return writeRows(withValues(found, Number), dtype)
    return encode(found, { mode, depth: bins, dtype, layer: 'Hashing' })
  }

  #maskFor(x: Tensor): ((value: string | number) => boolean) | null {
    const { mask_value: mask, num_bins: bins } = this.params
    if (mask === null || bins === 1) return null
    const isText = x.dtype === 'string'
    if (typeof mask !== (isText ? 'string' : 'number') || (x.dtype === 'int32' && !Number.isInteger(mask)))
      throw this.refusal('hash-mask', ['mask_value', 'input'], { value: show(mask), dtype: x.dtype })
    return (value) => value === mask
  }

  #bin(bytes: Uint8Array, bins: number): number {
    const { salt: key } = this.params
    const hash = key ? sipHash(bytes, [BigInt(key[0]), BigInt(key[1])]) : fingerprint64(bytes)
    return Number(hash % BigInt(bins))
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const { num_bins: bins, output_mode: mode } = this.params
    if (Array.isArray(inputShape[0])) {
      const rows = (inputShape as Shape[])[1]?.[0] ?? null
      return mode === 'int' ? inputShape : [rows === null ? null : rows - 1, bins]
    }
    const shape = firstShape(inputShape)
    if (mode === 'int') return shape
    return shape.includes(null) ? [...shape.slice(0, -1), bins] : encodedShape(shape, mode, bins)
  }

  /** What Keras gives; in a model once more, so that saving leaves the mask value as it is. */
  override getConfig(): serialization.ConfigDict {
    const config = super.getConfig()
    return this.inboundNodes.length === 0 ? config : (withAssets(config, null) as serialization.ConfigDict)
  }

  protected override configKeys(): readonly string[] {
    return ['num_bins', 'salt', 'mask_value', 'output_mode', 'sparse']
  }
}

export interface HashingOptions extends LayerOptions {
  /** How many bins: 1 or more. */
  numBins: number
  /** What goes into the first bin, which is then kept for it. Default none. */
  maskValue?: string | number | null
  /** One or two whole numbers. With them the hash is SipHash, without FarmHash's Fingerprint64. Default none. */
  salt?: number | readonly [number, number] | null
  /**
   * `int`: the bin of each value. `one_hot`: a vector for each value. `multi_hot`: one for each sample, with 1 for each bin
   * in it. `count`: how often each bin is in it. Default `int`.
   */
  outputMode?: 'int' | 'one_hot' | 'multi_hot' | 'count'
  /** Not with `int`. There are no sparse tensors here: the same numbers come in a whole one. */
  sparse?: boolean
}

/**
 * Puts text and whole numbers into bins by their hash, without a vocabulary: the same bins as in TensorFlow.
 *
 * Input: text, or numbers (fractions are cut off), of any shape, or a ragged tensor (its values, then the splits of each
 * axis). Output: `int` as the input, int32; `one_hot` `(batch, bins)` for input `(batch,)` or `(batch, 1)`; the others
 * `(batch, bins)` for `(batch, values)`, float32 where `dtype` says nothing else. No weights.
 *
 * A model whose input is text is called as `model.apply(text)`: tfjs's `predict` cannot cut text into batches.
 * @throws LayerError for an unknown or invalid parameter, a mask value of another kind than the input, or input of more
 * axes than the output mode takes.
 * Source: keras/src/layers/preprocessing/hashing.py, v3.3.3.
 */
export function hashing(options: HashingOptions): Hashing {
  return new Hashing(toKerasConfig(options))
}
