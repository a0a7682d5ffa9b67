import { LayersModel, layers } from '@tensorflow/tfjs-layers'
import { Layer } from '../../../keras/index.ts'
import { LIMITS, type Output } from '../protocol.ts'
import { cut, tensorValue, toNode } from './values.ts'

type Model = Extract<Output, { kind: 'model' }>
type LayerCard = Extract<Output, { kind: 'layer' }>
type Shape = readonly (number | null)[]

const word = (text: string) => cut(text, 200)

/** `(null, 28, 28, 1)`; several shapes stand side by side. */
function shapeText(shape: Shape | readonly Shape[]): string {
  const shapes = shape.length > 0 && Array.isArray(shape[0]) ? (shape as Shape[]) : [shape as Shape]
  return word(
    shapes.map((one) => (one.length === 1 ? `(${one[0]},)` : `(${one.map(String).join(', ')})`)).join(' '),
  )
}

/** What a layer tells only when it is used in one place of a model. */
function shapeOr(read: () => Shape | readonly Shape[]): string | null {
  try {
    return shapeText(read())
  } catch {
    return null
  }
}

/** The number of parameters; null where the layer is not built. */
function countOr(layer: layers.Layer): number | null {
  try {
    return layer.countParams()
  } catch {
    return null
  }
}

/** Of a layer in a model those of its place; of one that was called by itself those it was built for. */
function shapesOf(layer: layers.Layer): Pick<LayerCard, 'inputShape' | 'outputShape'> {
  const built = layer instanceof Layer && layer.inboundNodes.length === 0 ? layer : null
  return {
    inputShape: shapeOr(() => built?.buildShape ?? [layer.input].flat().map(({ shape }) => shape)),
    outputShape: shapeOr(() =>
      built?.buildShape ? built.computeOutputShape(built.buildShape) : (layer.outputShape as Shape),
    ),
  }
}

function modelOf(model: LayersModel): Model {
  const rows = model.layers.map((layer) => ({
    name: word(layer.name),
    className: word(layer.getClassName()),
    shape: shapeOr(() => layer.outputShape as Shape) ?? '',
    params: countOr(layer) ?? 0,
    trainable: layer.trainable,
  }))
  const sum = (weights: readonly { shape: Shape }[]) =>
    weights.reduce((total, { shape }) => total + shape.reduce<number>((n, size) => n * (size ?? 1), 1), 0)
  return {
    kind: 'model',
    name: word(model.name),
    layers: rows.slice(0, LIMITS.rows),
    total: rows.length,
    params: sum(model.weights),
    trainable: sum(model.trainableWeights),
  }
}

function layerOf(layer: layers.Layer): LayerCard {
  const weights = layer.built ? layer.weights : []
  const values = layer.built ? layer.getWeights() : []
  return {
    kind: 'layer',
    name: word(layer.name),
    className: word(layer.getClassName()),
    ...shapesOf(layer),
    params: countOr(layer),
    weights: weights.slice(0, 20).map((weight, i) => ({
      name: word(weight.name),
      trainable: weight.trainable,
      tensor: tensorValue(values[i]!),
    })),
    config: toNode(layer.getConfig()),
  }
}

/** A model as its table of layers, a layer as a card; null where the value is neither, or cannot be told. */
export function structureOf(value: unknown): Model | LayerCard | null {
  try {
    if (value instanceof LayersModel) return modelOf(value)
    return value instanceof layers.Layer ? layerOf(value) : null
  } catch {
    return null
  }
}
