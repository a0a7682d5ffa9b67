import type { Schema } from './construct.ts'
import { Layer, type KerasConfig } from './layer.ts'
import { firstShape, type Shape } from './shapes.ts'

/** Layers whose output has the shape of their input, and through which a mask passes. */
export abstract class SameShapeLayer<P extends Schema> extends Layer<P> {
  constructor(schema: P, config: KerasConfig) {
    super(schema, config)
    this.supportsMasking = true
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return firstShape(inputShape)
  }

  /** Where a parameter of this layer stands. */
  protected where(param: string): { layer: string; param: string } {
    return { layer: this.getClassName(), param }
  }
}
