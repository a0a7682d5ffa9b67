import type { Tensor } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { nestedLayer, type LayerOption } from '../nested.ts'
import type { Param } from '../params.ts'
import type { Shape } from '../shapes.ts'

const params = { layer: nestedLayer() }

type WrapperSchema = Schema & { layer: Param<Layer> }

/** A layer around a layer. See {@link wrapper}. */
export class Wrapper<P extends WrapperSchema = typeof params> extends Layer<P> {
  static override readonly className: string = 'Wrapper'
  /** The layer inside. */
  readonly layer: Layer

  constructor(config: KerasConfig, schema: P = params as WrapperSchema as P) {
    super(schema, config)
    this.layer = this.track(this.params.layer as Layer)
  }

  protected override makeWeights(_inputShape: Shape, allShapes: Shape | Shape[]): void {
    if (!this.layer.built) this.layer.build(allShapes)
  }

  override computeOutputShape(_inputShape: Shape | Shape[]): Shape | Shape[] {
    throw this.refusal('layer-abstract', ['layer'])
  }

  protected override forward(_inputs: Tensor[], _pass: Pass): Tensor | Tensor[] {
    throw this.refusal('layer-abstract', ['layer'])
  }
}

export interface WrapperOptions extends LayerOptions {
  /** The layer inside: a layer, or an object with `class_name` and `config`. */
  layer: LayerOption
}

/**
 * The base of layers that hold one other layer: its weights, losses and configuration are theirs.
 * Computes nothing by itself: extend the class `Wrapper` and give `forward` and `computeOutputShape`.
 *
 * Weights: those of `layer`, which is built for the same input shape.
 * @throws LayerError where `layer` is none, and for every call.
 * Source: keras/src/layers/core/wrapper.py, v3.3.3.
 */
export function wrapper(options: WrapperOptions): Wrapper {
  return new Wrapper(toKerasConfig(options))
}
