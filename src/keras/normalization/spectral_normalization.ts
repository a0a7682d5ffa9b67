import {
  all,
  cast,
  div,
  equal,
  matMul,
  maximum,
  reshape,
  sqrt,
  square,
  sum,
  where,
} from '@tensorflow/tfjs-core'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import { initializers } from '../initializers.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { nestedLayer, type LayerOption } from '../nested.ts'
import { integer, optional } from '../params.ts'
import type { Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { Wrapper } from '../wrapper/wrapper.ts'

const params = { layer: nestedLayer(), power_iterations: optional(integer(1), 1) }

/** The least length that is divided by: keras.config.epsilon(). */
const LEAST = 1e-7

const toLengthOne = (x: Tensor): Tensor => div(x, maximum(sqrt(sum(square(x))), LEAST))

/** Divides the kernel of a layer by its greatest singular value. See {@link spectralNormalization}. */
export class SpectralNormalization extends Wrapper<typeof params> {
  static override readonly className = 'SpectralNormalization'
  #kernel: Weight | null = null
  #direction: Weight | null = null

  constructor(config: KerasConfig) {
    super(config, params)
    this.supportsMasking = true
  }

  protected override makeWeights(inputShape: Shape, allShapes: Shape | Shape[]): void {
    super.makeWeights(inputShape, allShapes)
    const { layer } = this
    const kernel = layer.ownWeight('kernel') ?? layer.ownWeight('embeddings')
    if (!kernel) throw this.refusal('kernel-missing', ['layer'], { inner: layer.getClassName() })
    const drawn = { class_name: 'TruncatedNormal', config: { stddev: 0.02 } }
    this.#direction = this.createWeight('vector_u', {
      shape: [1, kernel.shape.at(-1)!],
      initializer: initializers.resolve(drawn, { layer: this.getClassName(), param: 'layer' }),
      trainable: false,
    })
    this.#kernel = kernel
    const fixed = inputShape.flatMap((size, axis) => (axis > 0 && size !== null ? [[axis, size]] : []))
    this.inputRule = { rank: inputShape.length, axes: Object.fromEntries(fixed) as Record<number, number> }
  }

  /** The kernel first, as if it were this layer's own; but not one that LoRA has frozen. */
  override get weights(): Weight[] {
    const [kernel, direction] = [this.#kernel, this.#direction]
    if (!kernel || !direction || this.#isAdapted) return super.weights
    return [kernel, direction, ...this.layer.weights.filter((weight) => weight !== kernel)]
  }

  override ownWeight(name: string): Weight | null {
    return name === 'kernel' ? this.#kernel : super.ownWeight(name)
  }

  get #isAdapted(): boolean {
    return this.layer.ownWeight(`lora_${this.#kernel!.name}_a`) !== null
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const x = inputs[0]!
    if (pass.training) this.#normalize()
    const mask = pass.mask && this.layer.callArguments.includes('mask') ? { mask: pass.mask } : {}
    const output = this.layer.apply(x, { training: pass.training, ...mask }) as Tensor
    // Keras gives back the dtype of the input: whole numbers for an embedding.
    return output.dtype === x.dtype ? output : cast(output, x.dtype)
  }

  /** One more step of the power iteration, and the kernel over what it finds. A kernel of zeros stays. */
  #normalize(): void {
    const [kernel, direction] = [this.#kernel!, this.#direction!]
    if (this.#isAdapted) throw this.refusal('kernel-adapted', ['layer'])
    const old = kernel.read()
    if (old.size === 0) return
    const rows = reshape(old, [-1, old.shape.at(-1)!]) as Tensor2D
    let u = direction.read()
    let v = u
    for (let step = 0; step < this.params.power_iterations; step++) {
      v = toLengthOne(matMul(u as Tensor2D, rows, false, true))
      u = toLengthOne(matMul(v as Tensor2D, rows))
    }
    const greatest = matMul(matMul(v as Tensor2D, rows), u as Tensor2D, false, true)
    const isZero = all(equal(old, 0))
    const next = where(isZero, old, div(old, greatest))
    direction.write(where(isZero, direction.read(), u))
    kernel.write(next)
  }

  override computeMask(
    inputs: Tensor | Tensor[],
    mask?: Tensor | (Tensor | null)[] | null,
  ): Tensor | Tensor[] {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs
    return x.dtype === 'float32' ? this.layer.computeMask(inputs, mask) : (null as unknown as Tensor)
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    return this.layer.computeOutputShape(inputShape)
  }
}

export interface SpectralNormalizationOptions extends LayerOptions {
  /** The layer inside, which has a kernel or embeddings: a layer, or an object with `class_name` and `config`. */
  layer: LayerOption
  /** Steps of the power iteration in each training call, at least 1. Default 1. */
  powerIterations?: number
}

/**
 * A layer whose kernel is divided, at every training call, by an estimate of its greatest singular value,
 * so that it stretches no input much. At inference it changes nothing.
 *
 * Input and output as those of `layer`, with the output in the dtype of the input. Weights: the kernel,
 * `vector_u` (1, last size of the kernel; not trained), then the other weights of `layer`.
 * @throws LayerError where `layer` is none or has neither `kernel` nor `embeddings`, for other input than
 * it was built for, and in training where LoRA adapts the kernel.
 * Source: keras/src/layers/normalization/spectral_normalization.py, v3.3.3.
 */
export function spectralNormalization(options: SpectralNormalizationOptions): SpectralNormalization {
  return new SpectralNormalization(toKerasConfig(options))
}
