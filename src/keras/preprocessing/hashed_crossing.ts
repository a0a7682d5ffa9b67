import { engine } from '@tensorflow/tfjs-core'
import type { serialization, Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { boolean, integer } from '../params.ts'
import { sameSizes, type Shape } from '../shapes.ts'
import { encode } from './encode.ts'
import { fingerprint64, joinFingerprints } from './hash.ts'
import { outputMode } from './params.ts'
import { dense, writeRows } from './rows.ts'

const params = {
  num_bins: integer(1),
  output_mode: outputMode(['int', 'one_hot']),
  sparse: boolean(false),
}

/** What TensorFlow starts a crossed hash with. */
const START = 0xdecafcaffen

/** A fingerprint for each value: that of text, and of a number the number itself. */
function fingerprints(x: Tensor): bigint[] {
  if (x.dtype !== 'string') return Array.from(x.dataSync(), (value) => BigInt.asUintN(64, BigInt(value)))
  return (engine().readSync(x.dataId) as unknown as Uint8Array[]).map(fingerprint64)
}

/** Combinations of several features to bins, by their hash. See {@link hashedCrossing}. */
export class HashedCrossing extends Layer<typeof params> {
  static override readonly className = 'HashedCrossing'
  protected override inputCount: readonly [number, number] = [2, Infinity]
  override readonly takesList = true

  constructor(config: KerasConfig) {
    const isInt = (config['output_mode'] ?? 'int') === 'int'
    super(params, { ...config, dtype: config['dtype'] ?? (isInt ? 'int64' : 'float32') })
  }

  protected override checkShapes(shapes: readonly Shape[]): void {
    const [first] = shapes
    if (first!.length > 2 || (first!.length === 2 && first![1] !== 1))
      throw this.refusal('crossing-rank', ['input'], { shape: showShape(first!) })
    const fits = (shape: Shape) =>
      shape.length === first!.length && shape.every((size, i) => size === first![i])
    if (!shapes.every(fits))
      throw this.refusal('crossing-shapes', ['input'], { shapes: shapes.map(showShape).join(', ') })
  }

  protected override forward(inputs: Tensor[]): Tensor | Tensor[] {
    const { num_bins: bins, output_mode: mode } = this.params
    const wrong = inputs.find(({ dtype }) => dtype !== 'string' && dtype !== 'int32')
    if (wrong) throw this.refusal('crossing-dtype', ['input'], { dtype: wrong.dtype })
    const features = inputs.map(fingerprints)
    const crossed = features[0]!.map((_, i) => {
      const hash = features.reduce((joined, feature) => joinFingerprints(joined, feature[i]!), START)
      return Number(hash % BigInt(bins))
    })
    const rows = dense(crossed, inputs[0]!.shape)
    const dtype = /^u?int/.test(this.policy) ? 'int32' : 'float32'
    if (mode === 'int') return writeRows(rows, dtype)
    return encode(rows, { mode, depth: bins, dtype, layer: 'HashedCrossing' })
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shapes = inputShape as Shape[]
    const [first, second] = shapes
    const { num_bins: bins, output_mode: mode } = this.params
    if (!Array.isArray(first) || !Array.isArray(second)) throw this.refusal('input-list', ['input'])
    if (!sameSizes([first.at(-1) ?? -1], [second.at(-1) ?? -1]))
      throw this.refusal('crossing-shapes', ['input'], { shapes: shapes.map(showShape).join(', ') })
    if (mode === 'int') return first
    return first.at(-1) === 1 || first.length === 0 ? [...first.slice(0, -1), bins] : [...first, bins]
  }

  /** Keras leaves out what does not change the computation. */
  override getConfig(): serialization.ConfigDict {
    const { name, trainable: _trainable, dtype, ...own } = super.getConfig()
    return { ...own, name: name!, dtype: dtype! }
  }
}

export interface HashedCrossingOptions extends LayerOptions {
  /** How many bins: 1 or more. */
  numBins: number
  /** `int`: the bin of each combination. `one_hot`: a vector for each. Default `int`. */
  outputMode?: 'int' | 'one_hot'
  /** There are no sparse tensors here: the same numbers come in a whole one. Default false. */
  sparse?: boolean
}

/**
 * Crosses features: the values that stand at the same place in all inputs are hashed together and put into a bin, the
 * same one as in TensorFlow.
 *
 * Input: a list of 2 or more tensors of text or whole numbers, all of the shape `()`, `(batch,)` or `(batch, 1)`. Output:
 * `int` as the inputs, int32; `one_hot` `(bins,)` or `(batch, bins)`, float32 where `dtype` says nothing else. No weights.
 *
 * A model whose input is text is called as `model.apply(text)`: tfjs's `predict` cannot cut text into batches.
 * @throws LayerError for an unknown or invalid parameter, a single input, or inputs of other shapes or kinds.
 * Source: keras/src/layers/preprocessing/hashed_crossing.py, v3.3.3.
 */
export function hashedCrossing(options: HashedCrossingOptions): HashedCrossing {
  return new HashedCrossing(toKerasConfig(options))
}
