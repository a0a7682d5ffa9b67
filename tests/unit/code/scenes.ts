import { requestOf } from '../../../components/lab/store.ts'
import { useBackend } from '../../../components/lab/opening.ts'
import { layerIds, loadLayer } from '../../../src/catalog/layers.ts'
import type { Scene, Words } from '../../../src/code/program.ts'
import { execute } from '../../../src/runtime/execute.ts'
import { startState, type LabState, type PassResults } from '../../../src/spec/index.ts'

export const words: Words = {
  outputShape: "the output's shape",
  layer: 'layer',
  output: 'output',
  fitting: 'while they fit',
  otherKeras: 'not Keras 3:',
}

/** What no preset has: states to begin with, several outputs, noise. */
const MORE: Readonly<Record<string, LabState>> = {
  'recurrent/lstm': { initial_state: 0.5, return_state: true, training: true, dropout: 0.5 },
}

export interface Ran {
  /** `core/dense`, or `core/dense relu` for a preset. */
  readonly name: string
  readonly scene: Scene
  readonly passes: PassResults
}

/** The opening state and every preset of every lab that the layer accepts, as the lab ran it. */
export async function scenes(): Promise<Ran[]> {
  await useBackend()
  const ran: Ran[] = []
  for (const id of layerIds) {
    const declaration = await loadLayer(id)
    const more = MORE[id] ? [['more', MORE[id]] as const] : []
    for (const [preset, values] of [['', {}] as const, ...Object.entries(declaration.presets), ...more]) {
      const state = { ...startState(declaration), ...values }
      const request = requestOf(declaration, state)
      const outcome = execute(request)
      // Some scenes show a refusal.
      if (!outcome.ok) continue
      const { main } = outcome.passes
      ran.push({
        name: `${id} ${preset}`.trim(),
        scene: {
          declaration,
          state,
          plan: request.plan,
          weights: main.weights,
          outputs: main.outputs.length,
        },
        passes: outcome.passes,
      })
    }
  }
  return ran
}
