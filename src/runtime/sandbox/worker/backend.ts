import { setThreadsCount, setWasmPaths, type BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'

/** Kernels that cpu computed because wasm lacks them. */
export const borrowed = new Set<string>()

/** Makes tensors work, on wasm where it runs and on cpu where not. Gives the backend's name. */
export async function startBackend(wasm: ArrayBuffer): Promise<string> {
  const { platform } = tf.env()
  const { fetch } = platform
  // The backend fetches its binary by itself, and nothing can be fetched here.
  platform.fetch = () => Promise.resolve(new Response(wasm))
  setWasmPaths('', true)
  // One thread: several need response headers that a static host does not send.
  setThreadsCount(1)
  const started = await tf.setBackend('wasm').catch(() => false)
  platform.fetch = fetch
  if (started) borrowKernels()
  else await tf.setBackend('cpu')
  return tf.getBackend()
}

/**
 * Kernels that wasm lacks (the gradients of convolutions, among others) are computed on cpu, their results
 * brought back to wasm.
 */
function borrowKernels(): void {
  const engine = tf.engine()
  const wasm = engine.findBackend('wasm') as BackendWasm
  const cpu = engine.findBackend('cpu') as MathBackendCPU
  const bringBack = ({ dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo => {
    const values = cpu.readSync(dataId)
    cpu.disposeData(dataId)
    return { dataId: wasm.write(values, shape, dtype), shape, dtype }
  }
  const own = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName))
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    if (own.has(kernelName)) continue
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) => {
        borrowed.add(kernelName)
        const result = kernelFunc({ inputs, attrs, backend: cpu })
        return Array.isArray(result) ? result.map(bringBack) : bringBack(result)
      },
    })
  }
}
