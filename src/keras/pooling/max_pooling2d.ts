import { maxPool, tensor, transpose, zeros } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { show, showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { choice, dataFormat, optional, orNone, sizes, type Param } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import {
  firstSpatialAxis,
  placesAlong,
  samePadding,
  spatialOf,
  withSpatial,
  type Window,
} from '../windows.ts'

// Keras keeps the padding as it was written.
const padding = (): Param<string> => {
  const kind = choice(['valid', 'same'])
  const parse = (value: unknown, at: Parameters<typeof kind.parse>[1]) => (
    kind.parse(value, at),
    value as string
  )
  return optional({ ...kind, parse }, 'valid')
}

const params = {
  pool_size: optional(sizes(2), [2, 2]),
  strides: optional(orNone(sizes(2)), null),
  padding: padding(),
  data_format: dataFormat(),
}

/** The greatest value in each window. See {@link maxPooling2d}. */
export class MaxPooling2D extends Layer<typeof params> {
  static override readonly className = 'MaxPooling2D'
  static override readonly aliases = ['MaxPool2D']

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { rank: 4 }
  }

  get #window(): Window {
    const { pool_size: size, strides, padding: written } = this.params
    return {
      size,
      strides: strides ?? size,
      dilation: [1, 1],
      padding: written.toLowerCase() as 'valid' | 'same',
    }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const format = this.params.data_format
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const spatial = spatialOf(shape, format)
    const places = spatial.map((length, axis) => placesAlong(this.#window, axis, length))
    const lost = places.findIndex((count) => count !== null && count < 0)
    if (lost >= 0) throw this.#tooLarge(lost, shape)
    const channels = (format === 'channels_last' ? shape[3] : shape[1]) ?? null
    return withSpatial(shape[0] ?? null, places, channels, format)
  }

  #tooLarge(axis: number, shape: Shape) {
    const place = firstSpatialAxis(this.params.data_format) + axis
    return this.refusal('window-too-large', ['pool_size', 'padding', 'input'], {
      span: this.#window.size[axis]!,
      size: show(shape[place]),
      axis: place,
      shape: showShape(shape),
    })
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const format = this.params.data_format
    const outputShape = this.computeOutputShape(x.shape) as number[]
    const spatial = spatialOf(x.shape, format)
    const lost = spatialOf(outputShape, format).findIndex((count, axis) => count <= 0 && spatial[axis]! > 0)
    if (lost >= 0) throw this.#tooLarge(lost, x.shape)
    if (outputShape.includes(0)) return zeros(outputShape)
    const last = format === 'channels_last'
    const image = (last ? x : transpose(x, [0, 2, 3, 1])) as Tensor4D
    if (pass.record) {
      const winner = this.#winners(image)
      pass.record('winner', last ? winner : transpose(winner, [0, 3, 1, 2]))
    }
    const { size, strides, padding: pad } = this.#window
    const pooled = maxPool(
      image,
      size as [number, number],
      strides as [number, number],
      pad as 'valid' | 'same',
    )
    return last ? pooled : transpose(pooled, [0, 3, 1, 2])
  }

  /** For each output, where its value stands in the input plane: row · width + column. The first one wins a tie. */
  #winners(image: Tensor4D): Tensor {
    const [batch, height, width, channels] = image.shape
    const { size, strides, padding: pad } = this.#window
    const [rows, columns] = [height, width].map((length, axis) =>
      placesAlong(this.#window, axis, length)!,
    ) as [number, number]
    const before = [height, width].map((length, axis) =>
      pad === 'same' ? samePadding(this.#window, axis, length)[0] : 0,
    )
    const values = image.dataSync()
    const winners = new Int32Array(batch * rows * columns * channels)
    let at = 0
    for (let b = 0; b < batch; b++)
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++)
          for (let k = 0; k < channels; k++) {
            const [top, left] = [r * strides[0]! - before[0]!, c * strides[1]! - before[1]!]
            let [best, place] = [-Infinity, -1]
            for (let y = Math.max(0, top); y < Math.min(height, top + size[0]!); y++)
              for (let x = Math.max(0, left); x < Math.min(width, left + size[1]!); x++) {
                const value = values[((b * height + y) * width + x) * channels + k]!
                if (value > best || place < 0) [best, place] = [value, y * width + x]
              }
            winners[at++] = place
          }
    return tensor(winners, [batch, rows, columns, channels], 'int32')
  }

  protected override configKeys() {
    return ['pool_size', 'padding', 'strides', 'data_format'] as const
  }

  protected override configValue(key: string): unknown {
    return key === 'strides' ? this.#window.strides : super.configValue(key)
  }
}

export interface MaxPooling2DOptions extends LayerOptions {
  /** Height and width of the window, above 0. Default 2. */
  poolSize?: number | [number, number]
  /** Steps between windows. Default: `poolSize`. */
  strides?: number | [number, number] | null
  /** `valid`: whole windows only. `same`: windows may reach over the edge. Any case. Default `valid`. */
  padding?: 'valid' | 'same' | 'VALID' | 'SAME'
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * The greatest value in each window, channel by channel.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first;
 * output the same with fewer rows and columns. No weights.
 * `inspect` gives `winner`: int32, for each output the place of its value in the input plane
 * (row · width + column).
 * @throws LayerError for invalid parameters, input of other than 4 dimensions, or a window larger than the input.
 * Source: keras/src/layers/pooling/max_pooling2d.py, v3.3.3.
 */
export function maxPooling2d(options: MaxPooling2DOptions = {}): MaxPooling2D {
  return new MaxPooling2D(toKerasConfig(options))
}
