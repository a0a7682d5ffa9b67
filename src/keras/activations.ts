import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { takingGradients } from './gradients.ts'
import { runKernel } from './ops.ts'

/** One activation: its Keras name and the function on a float tensor. */
export interface Activation {
  readonly name: string
  apply(x: Tensor): Tensor
}

/** A function with TensorFlow's slope where tfjs's differs: at the very points where the curve bends. */
function withSlope(f: (x: Tensor) => Tensor, slope: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  const sloped = tf.customGrad((x, save) => {
    const input = x as Tensor
    ;(save as (saved: Tensor[]) => void)([input])
    return { value: f(input), gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.mul(dy, slope(saved!)) }
  })
  return (x) => (takingGradients() ? sloped(x) : f(x))
}

const kernel = (name: string) => (x: Tensor) => runKernel(name, { x })

/** `x` above 0, `exp(x) - 1` below. */
export const elu = kernel(tf.Elu)

/** `x` above 0, 0 below. */
export const relu = kernel(tf.Relu)

/** `x` above 0, `alpha · x` below. */
export const leakyRelu = (x: Tensor, alpha: number): Tensor => runKernel(tf.LeakyRelu, { x }, { alpha })

/** `min(max(x, 0), 6)`. Its slope is 0 at 6 itself; tfjs gives 1 there. */
export const relu6 = withSlope(kernel(tf.Relu6), (x) =>
  tf.cast(tf.logicalAnd(tf.greater(x, 0), tf.less(x, 6)), 'float32'),
)

const SELU_SCALE = 1.0507009873554805
const SELU_ALPHA = 1.6732632423543772

// The slope from the right at 0; tfjs gives that from the left.
const selu = withSlope(kernel(tf.Selu), (x) =>
  tf.where(
    tf.greaterEqual(x, 0),
    tf.mul(tf.onesLike(x), SELU_SCALE),
    tf.mul(tf.exp(x), SELU_SCALE * SELU_ALPHA),
  ),
)

const sigmoidShare = (x: Tensor) => tf.div(relu6(tf.add(x, 3)), 6)

/** Shares along one axis or several: `exp(x)` over its sum there. tfjs knows the last axis alone. */
export function softmax(x: Tensor, axes: number[] = [x.rank - 1]): Tensor {
  if (x.size === 0) return tf.clone(x)
  if (axes.length === 1 && axes[0] === x.rank - 1)
    return runKernel(tf.Softmax, { logits: x }, { dim: axes[0] })
  const greatest = tf.max(x, axes, true)
  const powers = tf.exp(tf.sub(x, greatest))
  const sums = tf.sum(powers, axes, true)
  // Keras goes through the logarithm for several axes, and rounds there.
  return axes.length === 1 ? tf.div(powers, sums) : tf.exp(tf.sub(x, tf.add(greatest, tf.log(sums))))
}

function logSoftmax(x: Tensor): Tensor {
  const shifted = tf.sub(x, tf.max(x, -1, true))
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)))
}

const FUNCTIONS = {
  elu,
  exponential: kernel(tf.Exp),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  hard_sigmoid: sigmoidShare,
  hard_silu: (x) => tf.mul(x, sigmoidShare(x)),
  leaky_relu: (x) => leakyRelu(x, 0.2),
  linear: (x) => x,
  log_softmax: logSoftmax,
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  relu,
  relu6: (x) => relu6(x),
  selu: (x) => selu(x),
  sigmoid: kernel(tf.Sigmoid),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  softmax: (x) => softmax(x),
  softplus: kernel(tf.Softplus),
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  tanh: kernel(tf.Tanh),
} satisfies Record<string, (x: Tensor) => Tensor>

const ALIASES = { hard_swish: 'hard_silu', swish: 'silu' } as const

/** The names Keras 3.3.3 accepts for an activation (keras/src/activations/__init__.py). */
export type ActivationName = keyof typeof FUNCTIONS | keyof typeof ALIASES

/** All of them, in alphabetical order, aliases included. */
export const ACTIVATION_NAMES = [
  ...Object.keys(FUNCTIONS),
  ...Object.keys(ALIASES),
].sort() as ActivationName[]

/** Activations that mix the entries of the last axis, and so need one. */
const NEEDS_AXIS: ReadonlySet<string> = new Set(['softmax', 'log_softmax'])

export const needsAxis = (activation: Activation): boolean => NEEDS_AXIS.has(activation.name)

/** The activation of a Keras name, or null where there is none. Aliases resolve to the name Keras keeps. */
export function findActivation(name: string): Activation | null {
  const key = Object.hasOwn(ALIASES, name) ? ALIASES[name as keyof typeof ALIASES] : name
  return Object.hasOwn(FUNCTIONS, key) ? { name: key, apply: FUNCTIONS[key as keyof typeof FUNCTIONS] } : null
}
