import { fileURLToPath } from 'node:url'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { env, ready, setBackend } from '@tensorflow/tfjs-core'

export const BACKENDS = ['cpu', 'wasm'] as const
export type Backend = (typeof BACKENDS)[number]

export async function useBackend(name: Backend): Promise<void> {
  // Pages without special headers have no threads; the same binary is checked here.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  const entry = fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm'))
  setWasmPaths(entry.replace(/[^/\\]*$/, ''))
  if (!(await setBackend(name))) throw new Error(`the ${name} backend did not start`)
  await ready()
}

/** tfjs greets on the console; the report is to be read by programs too. */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn } = console
  console.warn = () => {}
  try {
    return await work()
  } finally {
    console.warn = warn
  }
}
