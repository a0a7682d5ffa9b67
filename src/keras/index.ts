/**
 * Keras 3 layers on TensorFlow.js: the parameters, defaults, shapes, weights, numbers and refusals of
 * Keras 3.3.3.
 */
export * as layers from './layers.ts'
export { ACTIVATION_NAMES, type ActivationName } from './activations.ts'
export { ERROR_TEMPLATES, fillTemplate, LayerError, type ErrorCode, type ErrorValues } from './errors.ts'
export { Layer, type CallOptions, type Inspection, type KerasConfig, type LayerOptions } from './layer.ts'
export { registerFunction } from './core/registered.ts'
export { constraints } from './constraints.ts'
export { initializers } from './initializers.ts'
export { toKerasConfig } from './naming.ts'
export * as params from './params.ts'
export type { Pass } from './pass.ts'
export { regularizers } from './regularizers.ts'
export { setRandomSeed } from './random.ts'
export { fromConfig, hasLayer, layerNames, registerForLoading, registerLayer } from './registry.ts'
export type { Shape } from './shapes.ts'
export type { Weight } from './weight.ts'
