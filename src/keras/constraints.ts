import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { ObjectFamily } from './objects.ts'

/** Projects a weight back to where it must lie. */
export type Constraint = (weight: Tensor) => Tensor

const EPSILON = 1e-7

const normOf = (w: Tensor, axis: number | number[]) => tf.sqrt(tf.sum(tf.square(w), axis, true))

const rescaled = (w: Tensor, norms: Tensor, desired: Tensor) =>
  tf.mul(w, tf.div(desired, tf.add(norms, EPSILON)))

/** The constraints of Keras 3.3.3 (keras/src/constraints). */
export const constraints = new ObjectFamily<Constraint>('keras.constraints', [
  {
    className: 'MaxNorm',
    make: (settings) => {
      const max = settings.number('max_value', 2)
      const axis = settings.axis('axis', 0)
      return (w) => {
        const norms = normOf(w, axis)
        return rescaled(w, norms, tf.clipByValue(norms, 0, max))
      }
    },
  },
  {
    className: 'MinMaxNorm',
    make: (settings) => {
      const min = settings.number('min_value', 0)
      const max = settings.number('max_value', 1)
      const rate = settings.number('rate', 1)
      const axis = settings.axis('axis', 0)
      return (w) => {
        const norms = normOf(w, axis)
        const kept = tf.mul(norms, 1 - rate)
        return rescaled(w, norms, tf.add(tf.mul(tf.clipByValue(norms, min, max), rate), kept))
      }
    },
  },
  {
    className: 'NonNeg',
    make: () => (w) => tf.mul(w, tf.cast(tf.greaterEqual(w, 0), 'float32')),
  },
  {
    className: 'UnitNorm',
    make: (settings) => {
      const axis = settings.axis('axis', 0)
      return (w) => tf.div(w, tf.add(normOf(w, axis), EPSILON))
    },
  },
  { className: 'Constraint', isBase: true, make: () => (w) => tf.clone(w) },
])
