import * as tf from '@tensorflow/tfjs-core'
import { fromConfig, LayerError, setRandomSeed } from '../keras/index.ts'
import type { NamedTensor, Pass, PassResult, PassResults, TensorData } from '../spec/index.ts'
import type { Refusal, RunOutcome, RunRequest } from './protocol.ts'

type Layer = ReturnType<typeof fromConfig>

const toTensor = ({ data, shape, dtype }: TensorData): tf.Tensor =>
  tf.tensor(ArrayBuffer.isView(data) ? (data as Float32Array) : Array.from(data), [...shape], dtype)

const fromTensor = (x: tf.Tensor): TensorData => ({
  shape: x.shape,
  dtype: x.dtype as TensorData['dtype'],
  data: x.dataSync(),
})

const list = <T>(x: T | readonly T[]): readonly T[] => (Array.isArray(x) ? x : [x]) as readonly T[]

function readWeights(layer: Layer): NamedTensor[] {
  const values = layer.getWeights()
  // Weight variables are named `layer/kernel`; Keras's name is the last part.
  return values.map((value, i) => ({ name: layer.weights[i]!.name.split('/').at(-1)!, ...fromTensor(value) }))
}

function setWeights(layer: Layer, wanted: Readonly<Record<string, TensorData>>): void {
  const present = readWeights(layer)
  layer.setWeights(present.map((weight) => toTensor(wanted[weight.name] ?? weight)))
}

function makeLayer(request: RunRequest, pass: Pass): Layer {
  setRandomSeed(request.plan.seed)
  const layer = fromConfig(request.layer, { ...request.config, ...pass.config })
  const shapes = pass.inputs.map((x) => [...x.shape])
  layer.build(shapes.length === 1 ? shapes[0]! : shapes)
  layer.built = true
  if (pass.weights) setWeights(layer, pass.weights)
  return layer
}

function callArguments(pass: Pass): Record<string, unknown> {
  const { training, mask, initial_state } = pass.call ?? {}
  return {
    ...(training !== undefined && { training }),
    ...(mask && { mask: toTensor(mask) }),
    ...(initial_state && { initialState: initial_state.map(toTensor) }),
  }
}

function forward(layer: Layer, pass: Pass) {
  const inputs = pass.inputs.map(toTensor)
  const input = inputs.length === 1 ? inputs[0]! : inputs
  const call = callArguments(pass)
  const { outputs, values } = layer.inspect(input, call)
  return { input, call, outputs, values }
}

/** tf.tidy for work whose result is plain data. */
function tidied<T>(work: () => T): T {
  let result!: T
  tf.tidy(() => {
    result = work()
  })
  return result
}

function runPass(request: RunRequest, pass: Pass): PassResult {
  let layer: Layer | undefined
  try {
    return tidied(() => {
      layer = makeLayer(request, pass)
      const { input, call, outputs, values } = forward(layer, pass)
      const mask = layer.computeMask(input, (call.mask ?? null) as tf.Tensor | null)
      const differentiable = pass.gradient && !Array.isArray(input)
      const gradient = differentiable
        ? tf.grad((x: tf.Tensor) => tf.sum(list(layer!.inspect(x, call).outputs)[0]!))(input)
        : null
      return {
        outputs: outputs.map(fromTensor),
        outputMask: mask && !Array.isArray(mask) ? fromTensor(mask) : null,
        weights: readWeights(layer),
        values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fromTensor(value)])),
        gradient: gradient && fromTensor(gradient),
      }
    })
  } finally {
    layer?.dispose()
  }
}

const refusalOf = (error: LayerError): Refusal => ({
  code: error.code,
  layer: error.layer,
  params: error.params,
  values: error.values,
  message: error.message,
})

function guarded<T>(work: () => T): T | { refused: Refusal } {
  try {
    return work()
  } catch (error) {
    if (error instanceof LayerError) return { refused: refusalOf(error) }
    throw error
  }
}

const once = (request: RunRequest) =>
  Object.entries(request.plan.passes).filter(([, pass]) => pass.repeat === undefined)
const repeated = (request: RunRequest) =>
  Object.entries(request.plan.passes).filter(([, pass]) => pass.repeat !== undefined)

export const hasRepeated = (request: RunRequest): boolean => repeated(request).length > 0

/** Runs every pass that is not repeated. Leaves no tensor behind. */
export function execute(request: RunRequest): RunOutcome {
  const passes: Record<string, PassResult> = {}
  for (const [name, pass] of once(request)) {
    const result = guarded(() => runPass(request, pass))
    if ('refused' in result) return { ok: false, refusal: result.refused }
    passes[name] = result
  }
  return { ok: true, passes: passes as PassResults }
}

/**
 * Runs the repeated passes a few draws at a time. A generator, so that the host can let other work in
 * between and drop it when it is stale. Returns the passes, their outputs with a leading axis of draws.
 */
export function* executeRepeated(request: RunRequest): Generator<void, Record<string, PassResult>> {
  const passes: Record<string, PassResult> = {}
  for (const [name, pass] of repeated(request)) {
    const draws: Float32Array[] = []
    let shape: readonly number[] = []
    const layer = tidied(() => makeLayer(request, pass))
    try {
      for (let i = 0; i < (pass.repeat ?? 0); i++) {
        tf.tidy(() => {
          const output = forward(layer, pass).outputs[0]!
          shape = output.shape
          draws.push(Float32Array.from(output.dataSync()))
        })
        if (i % 25 === 24) yield
      }
    } finally {
      layer.dispose()
    }
    const data = new Float32Array(draws.reduce((n, d) => n + d.length, 0))
    draws.forEach((d, i) => data.set(d, i * d.length))
    passes[name] = {
      outputs: [{ shape: [draws.length, ...shape], dtype: 'float32', data }],
      outputMask: null,
      weights: [],
      values: {},
      gradient: null,
    }
  }
  return passes
}
