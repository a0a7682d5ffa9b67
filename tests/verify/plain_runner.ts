import { Worker } from 'node:worker_threads'
import type { Case } from './cases.ts'
import type { TfjsVerdict } from './plain_tfjs.ts'

/** A case of a few hundred numbers takes milliseconds; what takes this long does not end. In ms. */
const PATIENCE = 10_000

/** The verdicts of the first cases, up to one that never ends. */
function firstVerdicts(cases: readonly Case[]): Promise<TfjsVerdict[]> {
  return new Promise((resolve, reject) => {
    const found: TfjsVerdict[] = []
    const worker = new Worker(new URL('./plain_worker.ts', import.meta.url), { workerData: cases })
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = () => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(found)
    }
    worker.on('message', (message: TfjsVerdict | 'ready') => {
      if (message !== 'ready') found.push(message)
      clearTimeout(timer)
      if (found.length === cases.length) end()
      else timer = setTimeout(end, PATIENCE)
    })
    worker.on('error', reject)
  })
}

/** What plain tfjs makes of each case. One that never ends differs, or accepts what Keras refuses. */
export async function plainVerdicts(cases: readonly Case[]): Promise<TfjsVerdict[]> {
  const found: TfjsVerdict[] = []
  while (found.length < cases.length) {
    found.push(...(await firstVerdicts(cases.slice(found.length))))
    const stuck = cases[found.length]
    if (!stuck) break
    const verdict = stuck.raises === undefined ? 'differs' : 'accepts'
    found.push({ id: stuck.id, verdict, message: 'never ends' })
  }
  return found
}
