import type { Tensor } from '@tensorflow/tfjs-core'
import { sequential } from '@tensorflow/tfjs-layers'
import { fromConfig, layers, LayerError, type KerasConfig, type Layer } from 'layerbook'
import { dense, type DenseOptions } from 'layerbook/layers'

const options: DenseOptions = { units: 3, activation: 'relu', kernelInitializer: 'he_normal' }
const first: layers.Dense = layers.dense(options)
const conv = layers.conv2d({ filters: 4, kernelSize: [3, 2], padding: 'same', dataFormat: 'channels_first' })
const model = sequential({ layers: [conv, first, dense({ units: 1 })] })
export const output = model.predict as (x: Tensor) => Tensor | Tensor[]

const config: KerasConfig = first.getConfig()
const copy: Layer = fromConfig('Dense', config)
export const count: number = copy.countParams()
const again: layers.Dense = layers.Dense.fromConfig(config)
export const units: number = again.params.units
export const isRefusal = (error: unknown): string | null => (error instanceof LayerError ? error.code : null)

// @ts-expect-error units is a number
layers.dense({ units: '3' })
// @ts-expect-error units is missing
layers.dense({})
// @ts-expect-error there is no such padding
layers.conv2d({ filters: 4, kernelSize: 3, padding: 'smae' })
// @ts-expect-error a kernel of two dimensions has two sizes
layers.conv2d({ filters: 4, kernelSize: [3, 3, 3] })
// @ts-expect-error there is no such activation
layers.dense({ units: 1, activation: 'rleu' })
// @ts-expect-error there is no such parameter
layers.dense({ units: 1, outputDim: 3 })
