import { LayerError } from './errors.ts'
import { Layer, type KerasConfig } from './layer.ts'
import * as exported from './layers.ts'
import { provideLayers } from './nested.ts'

interface LayerClass {
  readonly className: string
  readonly aliases: readonly string[]
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

provideLayers(fromConfig)
