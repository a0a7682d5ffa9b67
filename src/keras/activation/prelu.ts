import {
  add,
  customGrad,
  minimum,
  mul,
  neg,
  prelu,
  Prelu,
  relu,
  reshape,
  step,
  sub,
  sum,
} from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { takingGradients } from '../gradients.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat, runKernel } from '../ops.ts'
import {
  axes,
  constraint,
  initializer,
  optional,
  orNone,
  regularizer,
  type ConstraintOption,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import { SameShapeLayer } from '../same_shape.ts'
import { broadcast, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'

const params = {
  alpha_initializer: initializer('Zeros'),
  alpha_regularizer: regularizer(),
  alpha_constraint: constraint(),
  shared_axes: optional(orNone(axes()), null),
}

/** Whether a shape, without the ones in front, is how another one ends. */
function endsAs(whole: readonly number[], part: readonly number[]): boolean {
  const first = part.findIndex((size) => size !== 1)
  const tail = first < 0 ? [] : part.slice(first)
  return tail.every((size, i) => size === whole[whole.length - tail.length + i])
}

// Keras's slope is 0 at 0 itself.
const withGradient = customGrad((...given) => {
  const [x, alpha, save] = given as unknown as [Tensor, Tensor, (saved: Tensor[]) => void]
  save([x, alpha])
  const gradFunc = (dy: Tensor, [input, slopes]: Tensor[]): Tensor[] => {
    const below = mul(slopes!, step(neg(input!)))
    const share = mul(dy, minimum(input!, 0))
    const lead = input!.rank - slopes!.rank
    const repeated = input!.shape.flatMap((_, i) => (i < lead || slopes!.shape[i - lead] === 1 ? [i] : []))
    return [mul(dy, add(step(input!), below)), reshape(sum(share, repeated, true), slopes!.shape)]
  }
  return { value: prelu(x, alpha), gradFunc }
})

/** One kernel where the wasm backend's serves: it repeats alpha over x. */
const sloped = (x: Tensor, alpha: Tensor): Tensor =>
  takingGradients() ? withGradient(x, alpha) : runKernel(Prelu, { x, alpha })

/** A slope below zero that is learned. See {@link pReLU}. */
export class PReLU extends SameShapeLayer<typeof params> {
  static override readonly className = 'PReLU'
  #alpha: Weight | null = null

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { minRank: 1 }
  }

  get #shared(): readonly number[] {
    const { shared_axes: shared } = this.params
    return typeof shared === 'number' ? [shared] : (shared ?? [])
  }

  protected override makeWeights(inputShape: Shape): void {
    const rank = inputShape.length
    const shape: Shape = inputShape.slice(1)
    // Keras counts from the batch, and in Python's way: 0 stands for the last axis.
    for (const axis of this.#shared) {
      const place = axis - 1 < 0 ? axis - 1 + shape.length : axis - 1
      if (place < 0 || place >= shape.length)
        throw this.refusal('axis-range', ['shared_axes', 'input'], {
          axis,
          rank,
          shape: showShape(inputShape),
        })
      shape[place] = 1
    }
    const unknown = shape.indexOf(null)
    if (unknown >= 0) this.knownAxis(inputShape, unknown + 1)
    this.#alpha = this.createWeight('alpha', {
      shape: shape as number[],
      initializer: this.params.alpha_initializer,
      regularizer: this.params.alpha_regularizer,
      constraint: this.params.alpha_constraint,
    })
    const fixed = inputShape.flatMap((size, axis) =>
      axis > 0 && this.#shared.length > 0 && !this.#shared.includes(axis) && size !== null
        ? [[axis, size] as const]
        : [],
    )
    this.inputRule = { rank, axes: Object.fromEntries(fixed) }
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const alpha = this.#alpha!.read()
    if (alpha.size > 0 && endsAs(x.shape, alpha.shape)) return sloped(x, alpha)
    if (!broadcast(x.shape, alpha.shape))
      throw this.refusal('weights-broadcast', ['shared_axes', 'input'], {
        weight: 'alpha',
        value: showShape(alpha.shape),
        shape: showShape(x.shape),
      })
    return sub(relu(x), mul(alpha, relu(neg(x))))
  }

  protected override configValue(key: string): unknown {
    const { shared_axes: shared } = this.params
    return key === 'shared_axes' && shared !== null ? [...this.#shared] : super.configValue(key)
  }
}

export interface PReLUOptions extends LayerOptions {
  /** First values of the slopes `alpha`. Default `Zeros`. */
  alphaInitializer?: InitializerOption
  /** Penalty on the slopes. Default none. */
  alphaRegularizer?: RegularizerOption
  /** Where the slopes must lie. Default none. */
  alphaConstraint?: ConstraintOption
  /** Axes along which one slope serves all entries, counted from the batch (0). Default none: a slope an entry. */
  sharedAxes?: number | number[] | null
}

/**
 * `x` where it is 0 or more, `alpha · x` below, with `alpha` learned.
 *
 * Input `(batch, …)`; output the same shape. Weight: `alpha`, the shape of a sample with 1 along the
 * shared axes. A mask passes through.
 * @throws LayerError for axes the input does not have, an axis of unknown size that is not shared, or
 * input that does not fit the slopes.
 * Source: keras/src/layers/activations/prelu.py, v3.3.3.
 */
export function pReLU(options: PReLUOptions = {}): PReLU {
  return new PReLU(toKerasConfig(options))
}
