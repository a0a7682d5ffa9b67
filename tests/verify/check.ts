import * as tf from '@tensorflow/tfjs-core'
import { fromConfig, hasLayer, LayerError, setRandomSeed, type Layer } from '../../src/keras/index.ts'
import { isTensorCase, type Case, type TensorCase } from './cases.ts'
import {
  compareConfig,
  compareNumbers,
  compareShapes,
  compareTensor,
  DEFAULT_TOLERANCE,
  type Finding,
} from './compare.ts'
import { plainConfig, toArgument, toMask, toTensor, toTensorList } from './tensors.ts'

type Shape = (number | null)[]

/** `keras.layers.Conv2D` and `Conv2D` are the same. */
export const className = (one: Case): string => one.layer.split('.').at(-1)!

const ok: Finding = { difference: 0, problem: null }
const bad = (problem: string): Finding => ({ difference: 0, problem })

/** The call arguments of a case, tensors made of JSON. */
export function callOptions(one: Case, inputs: tf.Tensor[]): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(one.call ?? {})) {
    if (value === null) continue
    if (name === 'mask') options[name] = maskOrMasks(value, inputs)
    else if (name === 'initial_state' || name === 'initialState')
      options['initialState'] = toTensorList(value)
    else options[name] = toArgument(value)
  }
  return options
}

/** One mask, or a list of those of several inputs. */
function maskOrMasks(value: unknown, inputs: tf.Tensor[]): tf.Tensor | (tf.Tensor | null)[] | null {
  const several = Array.isArray(value) && inputs.length > 1 && value.every((one) => !one || isTensorCase(one))
  return several ? value.map((one, i) => toMask(one, inputs[i])) : toMask(value, inputs[0])
}

function inputShapes(one: Case): Shape[] {
  const given = one.input_shape
  if (Array.isArray(given)) return Array.isArray(given[0]) ? (given as Shape[]) : [given as Shape]
  return (one.inputs ?? []).map((input) => input.shape)
}

const onlyOrAll = <T>(list: T[]): T | T[] => (list.length === 1 ? list[0]! : list)

/** The inputs as the layer is called with them. */
function given(layer: Layer, one: Case, inputs: tf.Tensor[]): tf.Tensor | tf.Tensor[] {
  const listed = one.list ?? (layer.takesList && one.raises === undefined)
  return listed ? inputs : onlyOrAll(inputs)
}

/** A layer that learns from data before it is called, or that looks things up. */
interface Learning {
  adapt?(data: unknown): void | Promise<void>
  getVocabulary?(): (string | number)[]
}

/** Makes the layer and shows it the data that the case has for it. */
async function makeLayer(one: Case, made: (layer: Layer) => void): Promise<Layer> {
  let layer!: Layer
  tf.tidy(() => void (layer = fromConfig(className(one), plainConfig(one.config ?? {}))))
  made(layer)
  if (one.adapt) await adapt(layer as Layer & Learning, one.adapt)
  return layer
}

async function adapt(layer: Layer & Learning, data: TensorCase | TensorCase[]): Promise<void> {
  if (!layer.adapt) throw new Error(`${layer.getClassName()} has no adapt`)
  if (Array.isArray(data)) return layer.adapt(batches(data))
  if (data.ragged) return layer.adapt(data.data)
  const x = toTensor(data)
  try {
    await layer.adapt(x)
  } finally {
    x.dispose()
  }
}

async function* batches(specs: readonly TensorCase[]): AsyncGenerator<tf.Tensor> {
  for (const spec of specs) {
    const batch = await Promise.resolve(toTensor(spec))
    try {
      yield batch
    } finally {
      batch.dispose()
    }
  }
}

function setWeights(layer: Layer, one: Case): void {
  if (one.weights === undefined) return
  layer.setWeights(one.weights.map(toTensor))
}

/** Leaves masks on the inputs, as layers before would: one for each input, or one for the first. */
function carryMasks(given: unknown, inputs: tf.Tensor[]): void {
  if (given === undefined || given === null) return
  const several = Array.isArray(given) && inputs.length > 1 && given.length === inputs.length
  const masks = several ? (given as unknown[]) : [given]
  masks.forEach((value, i) => {
    const mask = toMask(value, inputs[i])
    if (mask) inputs[i]!.kerasMask = mask
  })
}

/** Builds and calls a layer as the case says; gives the outputs of the last call. */
function call(layer: Layer, one: Case): { inputs: tf.Tensor[]; outputs: tf.Tensor[] } {
  const inputs = (one.inputs ?? []).map(toTensor)
  if (one.after) layer.apply(tf.ones(one.after))
  if (!layer.built) layer.build(onlyOrAll(inputs.map((input) => input.shape as Shape)))
  setWeights(layer, one)
  carryMasks(one.input_mask, inputs)
  const options = callOptions(one, inputs)
  // A mask for a layer that takes none in its call can only be the one that its input carries.
  if (options['mask'] && !layer.callArguments.includes('mask') && one.raises === undefined) {
    carryMasks(one.call!['mask'], inputs)
    delete options['mask']
  }
  let result: unknown
  for (let i = 0; i < (one.repeat ?? 1); i++) result = layer.apply(given(layer, one, inputs), { ...options })
  return { inputs, outputs: (Array.isArray(result) ? result : [result]) as tf.Tensor[] }
}

/** The first thing wrong, or the greatest difference where nothing is. */
function worst(findings: Finding[]): Finding {
  const broken = findings.find((finding) => finding.problem !== null)
  return (
    broken ?? { difference: Math.max(0, ...findings.map((finding) => finding.difference)), problem: null }
  )
}

function checkOutputs(layer: Layer, one: Case): Finding {
  const tolerance = one.tolerance ?? DEFAULT_TOLERANCE
  const { inputs, outputs } = call(layer, one)
  const expected = one.outputs!
  if (outputs.length !== expected.length) return bad(`${outputs.length} outputs, expected ${expected.length}`)
  const findings = outputs.map((output, i) =>
    compareTensor(output, expected[i]!, tolerance, expected.length > 1 ? `output ${i}` : 'output'),
  )
  if (one.output_mask !== undefined) findings.push(checkMask(outputs[0]!.kerasMask, one, tolerance))
  if (one.losses) {
    const losses = layer.calculateLosses().map((loss) => loss.dataSync()[0]!)
    findings.push(compareNumbers(losses, one.losses, tolerance, 'losses'))
  }
  if (one.vocabulary) {
    const found = (layer as Layer & Learning).getVocabulary?.()
    findings.push({ difference: 0, problem: compareConfig(found, one.vocabulary, 'the vocabulary') })
  }
  if (one.weights_after) findings.push(checkWeights(layer, one.weights_after, tolerance))
  if (one.gradients) findings.push(checkGradients(layer, one, inputs))
  const inferred = layer.computeOutputShape(onlyOrAll(inputShapes(one)))
  const shapes = (Array.isArray(inferred[0]) ? inferred : [inferred]) as Shape[]
  // What a call argument asks for beside the output is no part of Keras's rule of shapes.
  const ruled = one.call ? outputs.slice(0, shapes.length) : outputs
  ruled.forEach((output, i) => {
    const problem = fitsShape(shapes[i], output.shape)
      ? null
      : compareShapes(shapes[i] ?? [], output.shape, 'the inferred output')
    if (problem) findings.push(bad(problem))
  })
  return worst(findings)
}

function checkWeights(layer: Layer, expected: TensorCase[], tolerance: number): Finding {
  const { weights } = layer
  if (weights.length !== expected.length) return bad(`${weights.length} weights, expected ${expected.length}`)
  return worst(
    weights.map((weight, i) =>
      compareTensor(weight.read(), expected[i]!, tolerance, `${weight.name} after the call`),
    ),
  )
}

const GRADIENT_TOLERANCE = 1e-4

/** Gradients of sum(outputs · upstream). The wasm backend lacks the kernels of many. */
function checkGradients(layer: Layer, one: Case, inputs: tf.Tensor[]): Finding {
  if (tf.getBackend() !== 'cpu') return ok
  const { upstream, inputs: wantedInputs, weights: wantedWeights } = one.gradients!
  const floats = inputs.filter((input) => input.dtype === 'float32')
  const weights = layer.trainableWeights.map((weight) => weight.read())
  const above = upstream.map(toTensor)
  const options = callOptions(one, inputs)
  const total = () => {
    const result = layer.apply(given(layer, one, inputs), { ...options })
    const outputs = (Array.isArray(result) ? result : [result]) as tf.Tensor[]
    return tf.addN(outputs.map((output, i) => tf.sum(tf.mul(output, above[i]!)))) as tf.Scalar
  }
  const xs = [...floats, ...weights]
  const { grads } = tf.engine().gradients(total, xs, undefined, true)
  const found = xs.map((x, i) => grads[i] ?? tf.zerosLike(x))
  const wanted = [...wantedInputs, ...wantedWeights]
  if (found.length !== wanted.length)
    return bad(`${found.length} gradients, expected ${wanted.length} (inputs, then trainable weights)`)
  const names = [
    ...floats.map((_, i) => `gradient of input ${i}`),
    ...layer.trainableWeights.map(({ name }) => `gradient of ${name}`),
  ]
  const tolerance = Math.max(one.tolerance ?? 0, GRADIENT_TOLERANCE)
  return worst(found.map((gradient, i) => compareTensor(gradient, wanted[i]!, tolerance, names[i]!)))
}

const fitsShape = (inferred: Shape | undefined, actual: number[]): boolean =>
  inferred?.length === actual.length && inferred.every((dim, axis) => dim === null || dim === actual[axis])

function checkMask(mask: tf.Tensor | undefined, one: Case, tolerance: number): Finding {
  if (!one.output_mask) return mask ? bad('the output carries a mask, expected none') : ok
  return mask
    ? compareTensor(mask, one.output_mask, tolerance, 'mask')
    : bad('the output carries no mask, expected one')
}

function checkShapes(layer: Layer, one: Case): Finding {
  const shapes = inputShapes(one)
  const inferred = layer.computeOutputShape(onlyOrAll(shapes))
  const found = (Array.isArray(inferred[0]) ? inferred : [inferred]) as Shape[]
  const expected = normalShapes(one.output_shapes ?? [])
  const findings: Finding[] = []
  if (one.output_shapes) {
    if (found.length !== expected.length)
      findings.push(bad(`${found.length} outputs, expected ${expected.length}`))
    else
      found.forEach((shape, i) =>
        findings.push({ difference: 0, problem: compareShapes(shape, expected[i]!, `output ${i}`) }),
      )
  }
  layer.build(onlyOrAll(shapes))
  if (one.weight_count !== undefined) {
    const [numbers, tensors] = [layer.countParams(), layer.weights.length]
    if (one.weight_count !== numbers && one.weight_count !== tensors)
      findings.push(bad(`${tensors} weights with ${numbers} numbers, expected ${one.weight_count}`))
  }
  if (one.output_shapes && (one.inputs ?? []).length > 0 && shapes.every((shape) => !shape.includes(null))) {
    const { outputs } = call(layer, one)
    outputs.forEach((output, i) => {
      const problem = compareShapes(output.shape, expected[i] ?? [], `computed output ${i}`)
      if (problem) findings.push(bad(problem))
    })
  }
  return worst(findings)
}

/** One shape may stand without the list around it. */
const normalShapes = (shapes: unknown[]): Shape[] =>
  shapes.length > 0 && shapes.every((entry) => !Array.isArray(entry))
    ? [shapes as Shape]
    : (shapes as Shape[])

async function checkRefusal(one: Case, made: (layer: Layer) => void): Promise<Finding> {
  try {
    const layer = await makeLayer(one, made)
    tf.tidy(() => take(layer, one))
  } catch (error) {
    if (error instanceof LayerError) return ok
    return bad(`refused, but without a helpful message: ${String(error)}`)
  }
  return bad(`accepted, but Keras refuses it (${String(one.raises)})`)
}

/** Calls the layer, or asks for shapes where the input has no known one. */
function take(layer: Layer, one: Case): void {
  const shapes = inputShapes(one)
  if (shapes.length > 0 && !shapes.some((shape) => shape.includes(null))) call(layer, one)
  else if (shapes.length > 0) {
    layer.computeOutputShape(onlyOrAll(shapes))
    layer.build(onlyOrAll(shapes))
  }
}

function checkConfig(layer: Layer, one: Case): Finding {
  const config = layer.getConfig()
  const { name: _name, ...rest } = config
  const problem = one.get_config ? compareConfig(rest, one.get_config) : null
  if (problem) return bad(problem)
  const again = fromConfig(className(one), config)
  try {
    const second = compareConfig(again.getConfig(), config)
    return second ? bad(`after a round trip ${second}`) : ok
  } finally {
    again.dispose()
  }
}

async function checkIn(one: Case, made: (layer: Layer) => void): Promise<Finding> {
  if (!hasLayer(className(one))) return bad(`there is no layer ${className(one)}`)
  setRandomSeed(1)
  if (one.raises !== undefined && one.raises !== null && one.raises !== false) return checkRefusal(one, made)
  if (!one.outputs && !one.output_shapes && one.weight_count === undefined)
    return bad('the case expects nothing: it has no outputs, output_shapes or raises')
  const layer = await makeLayer(one, made)
  let finding = ok
  tf.tidy(() => {
    const found = one.outputs ? checkOutputs(layer, one) : checkShapes(layer, one)
    finding = worst([found, checkConfig(layer, one)])
  })
  return finding
}

/** Checks one case on the present backend. Tensors that stay behind are a failure too. */
export async function checkCase(one: Case): Promise<Finding> {
  const before = tf.memory().numTensors
  let layer: Layer | null = null
  let finding: Finding = ok
  try {
    finding = await checkIn(one, (made) => void (layer = made))
  } catch (error) {
    finding = bad(
      error instanceof LayerError ? `refused: ${error.message}` : String((error as Error)?.stack ?? error),
    )
  }
  ;(layer as Layer | null)?.dispose()
  const left = tf.memory().numTensors - before
  return finding.problem === null && left !== 0 ? bad(`${left} tensors were left behind`) : finding
}
