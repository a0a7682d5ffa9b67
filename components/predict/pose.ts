import { configOf, type AnyDeclaration, type Question } from '../../src/spec/index.ts'
import type { RunOutcome, RunRequest } from '../../src/runtime/protocol.ts'
import type { Posed } from './Predict.tsx'
import { drawState, isFair } from './question.ts'

/** Seeds tried before giving up: most states of the declared bounds are valid. */
const TRIES = 60

/** Poses a question: the first state from `seed` on that the layer accepts and a reader can work out. */
export async function pose(
  declaration: AnyDeclaration,
  question: Question,
  seed: number,
  run: (request: RunRequest) => Promise<RunOutcome> | RunOutcome,
): Promise<Posed | null> {
  for (let i = 0; i < TRIES; i++) {
    const state = drawState(declaration, question, seed + i)
    const plan = declaration.plan(state as never)
    const main = { ...plan, passes: { main: plan.passes.main } }
    const outcome = await run({ layer: declaration.keras, config: configOf(declaration, state), plan: main })
    if (outcome.ok && isFair(question, main.passes.main.inputs, outcome.passes))
      return { question, seed: seed + i, state, passes: outcome.passes }
  }
  return null
}
