import { slice } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { showShape } from '../errors.ts'
import { Layer, type KerasConfig, type Pass } from '../layer.ts'
import type { DataFormat } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { firstSpatialAxis } from '../windows.ts'
import type { Pair } from './edges.ts'

/** Layers that cut off the edges of the spatial axes. Source: keras/src/layers/reshaping/cropping*.py, v3.3.3. */
export abstract class BaseCropping<P extends Schema> extends Layer<P> {
  constructor(axes: number, schema: P, config: KerasConfig) {
    super(schema, config)
    this.inputRule = { rank: axes + 2 }
  }

  /** What is cut off each spatial axis, and where the channels are. */
  protected abstract get crop(): { pairs: readonly Pair[]; format: DataFormat }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const { pairs, format } = this.crop
    const output = [...shape]
    pairs.forEach(([before, after], i) => {
      const axis = firstSpatialAxis(format) + i
      const size = shape[axis]!
      if (size === null) return
      if (size <= before + after)
        throw this.refusal('cropping-too-large', ['cropping', 'input'], {
          cropped: `${before} + ${after}`,
          axis,
          size,
          shape: showShape(shape),
        })
      output[axis] = size - before - after
    })
    return output
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = inputs[0]!
    const shape = this.computeOutputShape(x.shape) as number[]
    const { pairs, format } = this.crop
    const begin = x.shape.map((_, axis) => pairs[axis - firstSpatialAxis(format)]?.[0] ?? 0)
    return slice(x, begin, shape)
  }
}
