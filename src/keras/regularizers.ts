import * as tf from '@tensorflow/tfjs-core'
import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { LayerError, showShape } from './errors.ts'
import { ObjectFamily, type Where } from './objects.ts'

/** The penalty for a weight or for an output. */
export type Regularizer = (x: Tensor, where: Where) => Scalar

/** Keras multiplies by a fraction, which whole numbers and booleans do not take. */
function needFloat(x: Tensor, object: string, { layer, param }: Where): void {
  if (x.dtype !== 'float32')
    throw new LayerError('regularizer-dtype', layer, [param], { object, dtype: x.dtype })
}

const absolute = (x: Tensor) => tf.sum(tf.abs(x))
const squared = (x: Tensor) => tf.sum(tf.square(x))

/** Mean overlap of the rows (or columns) with each other, each scaled to length 1. */
function orthogonality(x: Tensor, factor: number, mode: string, where: Where): Scalar {
  if (x.rank !== 2)
    throw new LayerError('regularizer-rank', where.layer, [where.param], {
      object: 'OrthogonalRegularizer',
      shape: showShape(x.shape),
    })
  const axis = mode === 'rows' ? 1 : 0
  const length = tf.sqrt(tf.maximum(tf.sum(tf.square(x), axis, true), 1e-12))
  const unit = tf.div(x, length) as tf.Tensor2D
  const product = mode === 'rows' ? tf.matMul(unit, unit, false, true) : tf.matMul(unit, unit, true, false)
  const size = product.shape[0]!
  const others = tf.mul(product, tf.sub(1, tf.eye(size)))
  const pairs = (size * (size - 1)) / 2
  return tf.div(tf.mul(absolute(others), 0.5 * factor), pairs) as Scalar
}

/** The regularizers of Keras 3.3.3 (keras/src/regularizers). */
export const regularizers = new ObjectFamily<Regularizer>('keras.regularizers', [
  {
    className: 'L1',
    make: (settings) => {
      const l1 = settings.number('l1', 0.01, 0)
      // Keras keeps this factor as a float32 tensor.
      settings.read['l1'] = Math.fround(l1)
      return (x, where) => {
        needFloat(x, 'L1', where)
        return tf.mul(absolute(x), l1) as Scalar
      }
    },
  },
  {
    className: 'L2',
    make: (settings) => {
      const l2 = settings.number('l2', 0.01, 0)
      return (x, where) => {
        needFloat(x, 'L2', where)
        return tf.mul(squared(x), l2) as Scalar
      }
    },
  },
  {
    className: 'L1L2',
    make: (settings) => {
      const l1 = settings.number('l1', 0, 0)
      const l2 = settings.number('l2', 0, 0)
      return (x, where) => {
        if (l1 !== 0 || l2 !== 0) needFloat(x, 'L1L2', where)
        return tf.add(tf.mul(absolute(x), l1), tf.mul(squared(x), l2)) as Scalar
      }
    },
  },
  {
    className: 'OrthogonalRegularizer',
    make: (settings) => {
      const factor = settings.number('factor', 0.01, 0)
      settings.read['factor'] = Math.fround(factor)
      const mode = settings.choice('mode', 'rows', ['rows', 'columns'])
      return (x, where) => orthogonality(x, factor, mode, where)
    },
  },
  { className: 'Regularizer', isBase: true, make: () => () => tf.scalar(0) },
])
