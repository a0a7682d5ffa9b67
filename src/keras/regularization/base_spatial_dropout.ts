import type { serialization } from '@tensorflow/tfjs-core'
import { refuseUnknown } from '../construct.ts'
import type { KerasConfig, LayerOptions } from '../layer.ts'
import { numberIn, type DataFormat, type Param } from '../params.ts'
import { BaseDropout } from './base_dropout.ts'
import { idleSeed } from './base_noise.ts'

export const rate = () => numberIn(0, 1)
export const seed = idleSeed

interface SpatialSchema {
  [param: string]: Param<unknown>
  rate: Param<number>
  seed: Param<unknown>
}

/** What every spatial dropout takes. Keras takes no `trainable` and no `inputShape` here. */
export interface SpatialDropoutOptions extends Pick<LayerOptions, 'name' | 'dtype'> {
  /** Share of feature maps to zero, 0 to 1. In training it must be below 1. */
  rate: number
  /** Seed of the masks: the same seed gives the same row of masks. Default none. */
  seed?: number | null
}

/**
 * Dropout of whole feature maps, over one to three axes of space.
 * Source: keras/src/layers/regularization/spatial_dropout.py, v3.3.3.
 */
export abstract class BaseSpatialDropout<P extends SpatialSchema> extends BaseDropout<P> {
  readonly #format: DataFormat

  constructor(spatialAxes: 1 | 2 | 3, schema: P, config: KerasConfig) {
    super(schema, config)
    const own = Object.keys(schema)
    refuseUnknown(this.getClassName(), config, own, ['name', 'dtype'])
    this.inputRule = { rank: spatialAxes + 2 }
    this.#format = (this.params as { data_format?: DataFormat }).data_format ?? 'channels_last'
  }

  protected override maskShape(shape: number[]): number[] {
    const channels = this.#format === 'channels_last' ? shape.length - 1 : 1
    return shape.map((size, axis) => (axis === 0 || axis === channels ? size : 1))
  }

  /** Keras's own order, without `trainable`, and with the dtype of variables. */
  override getConfig(): serialization.ConfigDict {
    const { name, policy } = this
    const dtype = policy.startsWith('mixed_') ? 'float32' : policy
    const [rate, seed] = ['rate', 'seed'].map((key) => this.configValue(key))
    const format = 'data_format' in this.params ? { data_format: this.#format } : {}
    return { rate, seed, name, dtype, ...format } as serialization.ConfigDict
  }
}
