/** Runs cases through plain tfjs, one message a case: in a thread of its own, because tfjs may never end. */
import { parentPort, workerData } from 'node:worker_threads'
import { quietly, useBackend } from './backends.ts'
import type { Case } from './cases.ts'
import { plainVerdict, registerChainedMethods } from './plain_tfjs.ts'

await quietly(async () => {
  await useBackend('cpu')
  registerChainedMethods()
  parentPort!.postMessage('ready')
  for (const one of workerData as Case[]) parentPort!.postMessage(plainVerdict(one))
})
