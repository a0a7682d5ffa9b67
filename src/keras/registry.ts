import { serialization } from '@tensorflow/tfjs-core'
import { layers as tfjs } from '@tensorflow/tfjs-layers'
import { LayerError } from './errors.ts'
import { Layer, type KerasConfig } from './layer.ts'
import * as exported from './layers.ts'
import { provideLayers } from './nested.ts'
import { bareName } from './saved.ts'

interface LayerClass {
  readonly className: string
  readonly aliases: readonly string[]
  readonly fromConfig: serialization.FromConfigMethod<Layer>
  new (config: KerasConfig): Layer
}

const isLayerClass = (value: unknown): value is LayerClass =>
  typeof value === 'function' && value.prototype instanceof Layer

let classes: Map<string, LayerClass> | null = null

function byName(): Map<string, LayerClass> {
  if (classes) return classes
  classes = new Map()
  for (const one of Object.values<unknown>(exported).filter(isLayerClass))
    for (const name of [one.className, ...one.aliases]) classes.set(name, one)
  return classes
}

/**
 * Makes a layer class of your own known to `fromConfig` under its `className`, as
 * `keras.saving.register_keras_serializable` does.
 */
export function registerLayer<C extends LayerClass>(layer: C): C {
  for (const name of [layer.className, ...layer.aliases]) byName().set(name, layer)
  return layer
}

/** Whether there is a layer of this Keras class name or alias. */
export const hasLayer = (className: string): boolean => byName().has(className)

/** The Keras class names there are, without aliases. */
export const layerNames = (): string[] => [...new Set([...byName().values()].map((one) => one.className))]

/**
 * A layer from its Keras class name (or an alias such as `Convolution2D`) and a Keras configuration:
 * constructor arguments in snake_case, or what get_config gave.
 * @throws LayerError for an unknown class or parameter, or a value Keras refuses.
 */
export function fromConfig(className: string, config: KerasConfig): Layer {
  const found = byName().get(className)
  if (!found)
    throw new LayerError('unknown-layer', className, [], {
      name: className,
      allowed: layerNames().join(', '),
    })
  return new found(config)
}

provideLayers((className, config) => {
  const saved = () => [...byName().keys()].find((name) => bareName(name) === bareName(className))
  return fromConfig(hasLayer(className) ? className : (saved() ?? className), config)
})

/** tfjs's input layer, from what it or Keras 3 wrote of one. */
class SavedInput extends tfjs.Layer {
  static readonly className = 'InputLayer'
  static override fromConfig<T extends serialization.Serializable>(
    _cls: serialization.SerializableConstructor<T>,
    { batchInputShape, batchShape, dtype, sparse, name }: serialization.ConfigDict,
  ): T {
    const shape = (batchInputShape ?? batchShape) as number[]
    const made = tfjs.inputLayer({
      batchInputShape: shape,
      dtype: dtype as 'float32',
      sparse: Boolean(sparse),
      name: name as string,
    })
    return made as serialization.Serializable as T
  }
}

/**
 * From here on `tf.loadLayersModel` and `tf.models.modelFromJSON` make these layers, in place of tfjs's own of the
 * same names, and those that tfjs lacks. Layers registered later need another call. A saved model keeps words in
 * lower case only: the letters of an `EinsumDense` equation must be lower case, and functions of one's own are lost.
 */
export function registerForLoading(): void {
  for (const one of new Set(byName().values())) serialization.registerClass(one)
  serialization.registerClass(SavedInput)
}
