import type { Tensor } from '@tensorflow/tfjs-core'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { asFloat } from '../ops.ts'
import { boolean, dataFormat } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { firstSpatialAxis, withSpatial } from '../windows.ts'

const params = { data_format: dataFormat(), keepdims: boolean(false) }

/**
 * One value for each channel, out of all places.
 * Source: keras/src/layers/pooling/base_global_pooling.py, v3.3.3.
 */
export abstract class BaseGlobalPooling extends Layer<typeof params> {
  readonly #axes: readonly number[]

  constructor(axes: 1 | 2 | 3, config: KerasConfig) {
    super(params, config)
    const first = firstSpatialAxis(this.params.data_format)
    this.#axes = Array.from({ length: axes }, (_, axis) => first + axis)
    this.inputRule = { rank: axes + 2 }
  }

  /** The summary over the axes, which stay with size 1 where `keep` is true. */
  protected abstract reduce(x: Tensor, axes: number[], keep: boolean, pass: Pass): Tensor

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    return this.reduce(asFloat(inputs[0]!), [...this.#axes], this.params.keepdims, pass)
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const { data_format: format, keepdims } = this.params
    const channels = (format === 'channels_last' ? shape.at(-1) : shape[1]) ?? null
    const spatial = keepdims ? this.#axes.map(() => 1) : []
    return withSpatial(shape[0] ?? null, spatial, channels, format)
  }
}

/** Options of the global poolings. */
export interface GlobalPoolingOptions extends LayerOptions {
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
  /** Whether the axes that are summed up stay, with size 1. Default false. */
  keepdims?: boolean
}
