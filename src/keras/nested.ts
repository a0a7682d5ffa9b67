import { LayerError, show } from './errors.ts'
import { Layer, type KerasConfig } from './layer.ts'
import type { SerializedObject, Where } from './objects.ts'
import type { Param } from './params.ts'
import type { Shape } from './shapes.ts'

type Lookup = (className: string, config: KerasConfig) => Layer
type LayerClass = new (config: KerasConfig) => Layer

let lookup: Lookup | null = null

/** Says how a serialized layer becomes one. Apart from the registry, so that a wrapper pulls in no layer. */
export function provideLayers(find: Lookup): void {
  lookup = find
}

/** A layer as Keras's serialize_keras_object writes it. */
export interface SerializedLayer extends SerializedObject {
  config?: KerasConfig
  /** What the layer was built for, where it was. */
  build_config?: { input_shape?: Shape | Shape[]; shapes_dict?: Record<string, Shape> } | null
}

const isSerialized = (value: unknown): value is SerializedLayer =>
  typeof value === 'object' && value !== null && typeof (value as SerializedObject).class_name === 'string'

/** What a reader may write for a layer inside a layer. */
export type LayerOption = Layer | SerializedObject

// What was serialized here becomes a layer again without the registry.
const classes = new WeakMap<object, LayerClass>()

/** A layer as Keras's serialize_keras_object writes it. */
export function serializeLayer(layer: Layer): SerializedLayer {
  const built = layer.buildShape
  const serialized: SerializedLayer = {
    module: 'keras.layers',
    class_name: layer.getClassName(),
    config: layer.getConfig() as KerasConfig,
    registered_name: null,
    ...(built ? { build_config: { input_shape: built } } : {}),
  }
  classes.set(serialized, layer.constructor as LayerClass)
  return serialized
}

/**
 * A new layer from a serialized one, with some settings changed; built where that one was.
 * @throws LayerError where there is no such class, or it refuses its configuration.
 */
export function makeLayer(serialized: SerializedLayer, where: Where, changes: KerasConfig = {}): Layer {
  const config = { ...serialized.config, ...changes }
  const known = classes.get(serialized)
  if (!known && !lookup) throw notALayer(serialized, where)
  const layer = known ? new known(config) : lookup!(serialized.class_name.split('>').at(-1)!, config)
  const { input_shape: shape, shapes_dict: shapes } = serialized.build_config ?? {}
  if (shape ?? shapes) layer.build(shape ?? Object.values(shapes!))
  return layer
}

const notALayer = (value: unknown, { layer, param }: Where) =>
  new LayerError('layer-expected', layer, [param], { value: show(value) })

/**
 * A layer as a parameter: a layer, or `{class_name, config}` as Keras serializes it. The serialized form
 * needs the registry, which `import {fromConfig} from 'layerbook'` brings.
 */
export const nestedLayer = (): Param<Layer> => ({
  inConfig: 'always',
  parse: (value, where) => {
    if (value instanceof Layer) return value
    if (!isSerialized(value)) throw notALayer(value, where)
    return makeLayer(value, where)
  },
  serialize: (layer) => serializeLayer(layer),
})

/** A layer that only serves as a pattern for others: kept in its serialized form. */
export const layerPattern = (): Param<SerializedLayer> => ({
  inConfig: 'always',
  parse: (value, where) => {
    if (value instanceof Layer) return serializeLayer(value)
    if (!isSerialized(value)) throw notALayer(value, where)
    return value
  },
  serialize: (pattern) => pattern,
})
