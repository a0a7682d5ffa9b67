/** `@tensorflow/tfjs`, which a cell puts together from its parts. */
export * from '@tensorflow/tfjs-core'
export * from '@tensorflow/tfjs-layers'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
