/** Every layer: its class and its factory. One line a layer. */
export { activation, Activation, type ActivationOptions } from './activation/activation.ts'
export { dense, Dense, type DenseOptions } from './core/dense.ts'
export { embedding, Embedding, type EmbeddingOptions } from './core/embedding.ts'
export { dropout, Dropout, type DropoutOptions } from './regularization/dropout.ts'
export { reshape, Reshape, type ReshapeOptions } from './reshaping/reshape.ts'
