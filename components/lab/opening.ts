import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import { execute, executeRepeated } from '../../src/runtime/execute.ts'
import { startState, type AnyDeclaration, type PassResults } from '../../src/spec/index.ts'
import { requestOf } from './store.ts'

/** Layers run on the cpu backend while pages are built. */
export async function useBackend(): Promise<void> {
  await tf.setBackend('cpu')
}

/** The passes of a layer's opening state, run while the page is built. The opening state must be valid. */
export async function openingPasses(declaration: AnyDeclaration): Promise<PassResults> {
  await useBackend()
  const state = startState(declaration)
  const request = requestOf(declaration, state)
  const outcome = execute(request)
  if (!outcome.ok)
    throw new Error(`${declaration.keras}: the lab's opening state is refused: ${outcome.refusal.message}`)
  const work = executeRepeated(request)
  let step = work.next()
  while (!step.done) step = work.next()
  return { ...outcome.passes, ...step.value }
}

/** Names of the passes that are run many times. */
export const repeatedPasses = (declaration: AnyDeclaration): string[] =>
  Object.entries(declaration.plan(startState(declaration) as never).passes)
    .filter(([, pass]) => pass.repeat !== undefined)
    .map(([name]) => name)

/**
 * JSON in which tensors keep every bit: float data as base64 of its bytes. Passes named in `without` stay
 * out: a thousand draws weigh more than the page, and the live lab makes them again in less than a second.
 */
export const packPasses = (passes: PassResults, without: readonly string[] = []): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(passes).filter(([name]) => !without.includes(name))),
    (_key, value: unknown) =>
      ArrayBuffer.isView(value)
        ? {
            base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
            of: value.constructor.name,
          }
        : value,
  )
