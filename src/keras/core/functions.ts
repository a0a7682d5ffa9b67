import {
  add,
  cast,
  customGrad,
  elu,
  exp,
  greater,
  leakyRelu,
  log,
  max,
  minimum,
  mul,
  neg,
  relu,
  stack,
  sub,
  sum,
  tanh,
  zerosLike,
} from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { ACTIVATION_NAMES, findActivation, softmax } from '../activations.ts'
import { LayerError, showShape } from '../errors.ts'
import type { Where } from '../objects.ts'
import { parseNamed, type NamedFunction } from './registered.ts'

type Arguments = Readonly<Record<string, unknown>>

/** What Keras's activation functions take beside the input, with the defaults. */
const SETTINGS: Record<string, Record<string, number | boolean | null>> = {
  elu: { alpha: 1 },
  gelu: { approximate: false },
  leaky_relu: { negative_slope: 0.2 },
  log_softmax: { axis: -1 },
  relu: { negative_slope: 0, max_value: null, threshold: 0 },
  softmax: { axis: -1 },
}

type Numbers = Readonly<Record<string, number>>

const positiveAxis = (x: Tensor, axis: number) => (axis < 0 ? axis + x.rank : axis)

/** 1 where x lies above the threshold, else 0. A step has no slope, and tfjs has no gradient for it. */
const isAbove = (x: Tensor, threshold: number) =>
  customGrad((input) => ({
    value: cast(greater(input as Tensor, threshold), 'float32'),
    gradFunc: (dy: Tensor) => zerosLike(dy),
  }))(x)

const WITH_SETTINGS: Record<string, (x: Tensor, settings: Numbers) => Tensor> = {
  elu: (x, { alpha }) => {
    const above = isAbove(x, 0)
    return mul(elu(x), add(above, mul(sub(1, above), alpha!)))
  },
  gelu: (x) => {
    const cubic = mul(add(x, mul(mul(x, mul(x, x)), 0.044715)), Math.sqrt(2 / Math.PI))
    return mul(mul(x, 0.5), add(tanh(cubic), 1))
  },
  leaky_relu: (x, { negative_slope: slope }) => leakyRelu(x, slope!),
  log_softmax: (x, { axis }) => {
    const shifted = sub(x, max(x, axis!, true))
    return sub(shifted, log(sum(exp(shifted), axis!, true)))
  },
  relu: (x, { negative_slope: slope, max_value: top, threshold }) => {
    const above = threshold === 0 ? relu(x) : mul(x, isAbove(x, threshold!))
    const cut = top === null ? above : minimum(above, top!)
    return slope === 0 ? cut : sub(cut, mul(relu(threshold === 0 ? neg(x) : sub(threshold!, x)), slope!))
  },
  softmax: (x, { axis }) => softmax(x, [positiveAxis(x, axis!)]),
}

/** Keras's functions make one tensor of a list. */
function stacked(inputs: Tensor[], where: Where): Tensor {
  const shapes = inputs.map((x) => showShape(x.shape))
  if (new Set(shapes).size > 1)
    throw new LayerError('function-inputs', where.layer, ['input'], { shapes: shapes.join(', ') })
  return stack(inputs)
}

/** A function of Keras's activations, called as Lambda calls its own. */
function kerasFunction(name: string, where: Where): NamedFunction | null {
  const plain = findActivation(name)
  // Keras writes and finds functions under their own names, not under aliases.
  if (plain?.name !== name) return null
  const settings = SETTINGS[plain.name] ?? {}
  const call = (inputs: Tensor | Tensor[], given: Arguments) => {
    const x = Array.isArray(inputs) ? stacked(inputs, where) : inputs
    const { mask: _mask, training: _training, ...others } = given
    const unknown = Object.keys(others).find((key) => !(key in settings))
    if (unknown !== undefined)
      throw new LayerError('function-argument', where.layer, ['arguments'], {
        name: unknown,
        function: plain.name,
        allowed: Object.keys(settings).join(', ') || '–',
      })
    const isDefault = Object.entries(others).every(([key, value]) => value === settings[key])
    return isDefault ? plain.apply(x) : WITH_SETTINGS[plain.name]!(x, { ...settings, ...others } as Numbers)
  }
  return Object.defineProperty(call, 'name', { value: plain.name })
}

/** A function as it is, or by the name Keras serialized it under: a registered one, or an activation of Keras's. */
export const parseFunction = (value: unknown, where: Where): NamedFunction =>
  parseNamed(value, where, kerasFunction, ACTIVATION_NAMES)
