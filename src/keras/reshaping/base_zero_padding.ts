import { pad } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { Layer, type KerasConfig, type Pass } from '../layer.ts'
import type { DataFormat } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { firstSpatialAxis } from '../windows.ts'
import type { Pair } from './edges.ts'

/** Layers that put zeros around the spatial axes. Source: keras/src/layers/reshaping/zero_padding*.py, v3.3.3. */
export abstract class BaseZeroPadding<P extends Schema> extends Layer<P> {
  constructor(axes: number, schema: P, config: KerasConfig) {
    super(schema, config)
    this.inputRule = { rank: axes + 2 }
  }

  /** How many zeros come around each spatial axis, and where the channels are. */
  protected abstract get zeros(): { pairs: readonly Pair[]; format: DataFormat }

  #pairAt(axis: number): Pair {
    const { pairs, format } = this.zeros
    return pairs[axis - firstSpatialAxis(format)] ?? [0, 0]
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    return shape.map((size, axis) => {
      const [before, after] = this.#pairAt(axis)
      return size === null ? null : size + before + after
    })
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = inputs[0]!
    return pad(
      x,
      x.shape.map((_, axis) => [...this.#pairAt(axis)] as [number, number]),
    )
  }
}
