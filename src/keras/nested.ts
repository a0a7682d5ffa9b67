import { LayerError, show } from './errors.ts'
import { Layer, type KerasConfig } from './layer.ts'
import type { SerializedObject } from './objects.ts'
import type { Param } from './params.ts'

type Lookup = (className: string, config: KerasConfig) => Layer

let lookup: Lookup | null = null

/** Says how a serialized layer becomes one. Apart from the registry, so that a wrapper pulls in no layer. */
export function provideLayers(find: Lookup): void {
  lookup = find
}

const isSerialized = (value: unknown): value is SerializedObject =>
  typeof value === 'object' && value !== null && typeof (value as SerializedObject).class_name === 'string'

/** What a reader may write for a layer inside a layer. */
export type LayerOption = Layer | SerializedObject

/** A layer as Keras's serialize_keras_object writes it. */
export function serializeLayer(layer: Layer): SerializedObject & { build_config?: unknown } {
  const built = layer.buildShape
  return {
    module: 'keras.layers',
    class_name: layer.getClassName(),
    config: layer.getConfig(),
    registered_name: null,
    ...(built ? { build_config: { input_shape: built } } : {}),
  }
}

/**
 * A layer as a parameter: a layer, or `{class_name, config}` as Keras serializes it. The serialized form
 * needs the registry, which `import {fromConfig} from 'layerbook'` brings.
 */
export const nestedLayer = (): Param<Layer> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    if (value instanceof Layer) return value
    if (!isSerialized(value) || !lookup)
      throw new LayerError('layer-expected', layer, [param], { value: show(value) })
    return lookup(value.class_name.split('>').at(-1)!, (value.config ?? {}) as KerasConfig)
  },
  serialize: (layer) => serializeLayer(layer),
})
