import { stack, unstack } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import type { LayerOption } from '../nested.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { stepsOf } from '../steps.ts'
import { Wrapper } from './wrapper.ts'

/** The same layer at every time step. See {@link timeDistributed}. */
export class TimeDistributed extends Wrapper {
  static override readonly className = 'TimeDistributed'

  constructor(config: KerasConfig) {
    super(config)
    this.inputRule = { minRank: 3 }
    this.supportsMasking = true
    this.callArguments = ['mask']
  }

  protected override makeWeights(inputShape: Shape): void {
    this.checkShape(inputShape)
    const step = stepShape(inputShape)
    super.makeWeights(step, step)
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const inner = this.layer.computeOutputShape(stepShape(shape))
    if (Array.isArray(inner[0])) throw this.#severalOutputs(inner.length)
    const [batch = null, ...rest] = inner as Shape
    return [batch, shape[1] ?? null, ...rest]
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const x = inputs[0]!
    if (x.shape[1] === 0) throw this.refusal('input-empty', ['input'], { axis: 1, shape: showShape(x.shape) })
    const masks = this.#maskSteps(pass.mask, x.shape)
    const steps = stepsOf(x)
    this.layer.assertInputCompatibility(steps[0]!)
    const outputs = steps.map((step, i) => {
      const mask = masks ? { mask: masks[i]! } : {}
      const output = this.layer.call(step, { training: pass.training, ...mask })
      if (Array.isArray(output) && output.length !== 1) throw this.#severalOutputs(output.length)
      return Array.isArray(output) ? output[0]! : output
    })
    return stack(outputs, 1)
  }

  /** The mask of each step, where the layer inside takes one. */
  #maskSteps(mask: Tensor | null, shape: number[]): Tensor[] | null {
    if (!mask) return null
    if (mask.rank < 2 || mask.shape[0] !== shape[0] || mask.shape[1] !== shape[1])
      throw this.refusal('mask-shape', ['mask'], {
        value: showShape(mask.shape),
        shape: showShape(shape),
        expected: showShape(shape.slice(0, 2)),
      })
    return this.layer.callArguments.includes('mask') ? unstack(mask, 1) : null
  }

  #severalOutputs(actual: number) {
    return this.refusal('inner-outputs', ['layer'], { inner: this.layer.getClassName(), actual })
  }
}

const stepShape = ([batch = null, , ...rest]: Shape): Shape => [batch, ...rest]

export interface TimeDistributedOptions extends LayerOptions {
  /** The layer for each step: a layer of one input and one output, or an object with `class_name` and `config`. */
  layer: LayerOption
}

/**
 * Applies one layer, with the same weights, to every time step by itself.
 *
 * Input `(batch, steps, …)`, at least 3 dimensions, where `(batch, …)` is what `layer` takes; output
 * `(batch, steps, …)` with what it gives. A mask `(batch, steps, …)` goes on, and to `layer`, step by step,
 * where that takes one. Weights: those of `layer`. An activity regularizer of `layer` adds no loss here, as
 * in Keras.
 * @throws LayerError where `layer` is none or gives several outputs, for input of fewer than 3 dimensions or
 * without steps, input that `layer` refuses, or a mask of other size.
 * Source: keras/src/layers/rnn/time_distributed.py, v3.3.3.
 */
export function timeDistributed(options: TimeDistributedOptions): TimeDistributed {
  return new TimeDistributed(toKerasConfig(options))
}
