import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import { execute } from '../../src/runtime/execute.ts'
import { configOf, startState, type AnyDeclaration, type PassResults } from '../../src/spec/index.ts'

/** Layers run on the cpu backend while pages are built. */
export async function useBackend(): Promise<void> {
  await tf.setBackend('cpu')
}

/** The passes of a layer's opening state, run while the page is built. The opening state must be valid. */
export async function openingPasses(declaration: AnyDeclaration): Promise<PassResults> {
  await useBackend()
  const state = startState(declaration)
  const outcome = execute({
    layer: declaration.keras,
    config: configOf(declaration, state),
    plan: declaration.plan(state as never),
  })
  if (!outcome.ok) throw new Error(`${declaration.keras}: the lab's opening state is refused: ${outcome.refusal.message}`)
  return outcome.passes
}

/** JSON in which tensors keep every bit: float data as base64 of its bytes. */
export const packPasses = (passes: PassResults): string =>
  JSON.stringify(passes, (_key, value: unknown) =>
    ArrayBuffer.isView(value)
      ? { base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'), of: value.constructor.name }
      : value,
  )
