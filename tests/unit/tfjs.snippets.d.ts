// What `@tensorflow/tfjs` exports, for type checks of code written for it.
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
export * from '@tensorflow/tfjs-core'
export { initializers, model, sequential, Sequential } from '@tensorflow/tfjs-layers'
