import { useTranslate } from '../../../components/site/i18n.ts'
import { loadLayer } from '../../../src/catalog/layers.ts'
import type { Figure, FigureContext, FigureModel, Panel, Term } from '../../../src/figures/figure.ts'
import { execute } from '../../../src/runtime/execute.ts'
import { configOf, startState } from '../../../src/spec/index.ts'

/** A layer's figure in a state that differs from the start as `changes` say, with the runtime's result. */
export async function sceneOf(id: string, changes: Readonly<Record<string, unknown>> = {}) {
  const declaration = await loadLayer(id)
  const state: Readonly<Record<string, unknown>> = { ...startState(declaration), ...changes }
  const plan = declaration.plan(state as never)
  const outcome = execute({ layer: declaration.keras, config: configOf(declaration, state), plan })
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  const context: FigureContext = {
    state,
    plan,
    passes: outcome.passes,
    view: (name, fallback = 0) => (typeof state[name] === 'number' ? state[name] : fallback),
    t: useTranslate('en'),
  }
  const figure = declaration.figure as Figure
  return {
    context,
    figure,
    model: figure.draw(context),
    explain: (panel: string, index: number) => figure.explain!(context, { panel, index }),
  }
}

export const panelOf = (model: FigureModel, id: string): Panel => {
  const found = model.panels.find((p): p is Panel => 'id' in p && p.id === id)
  if (!found) throw new Error(`no panel "${id}"`)
  return found
}

/** Terms as one line of text: fractions with /, floor and ceiling in their brackets. */
export const lineOf = (terms: readonly Term[]): string =>
  terms
    .map((term) => {
      if (typeof term === 'string') return term
      if ('frac' in term) return `(${lineOf(term.frac[0])})/(${lineOf(term.frac[1])})`
      if ('floor' in term) return `⌊${lineOf(term.floor)}⌋`
      if ('ceil' in term) return `⌈${lineOf(term.ceil)}⌉`
      return 'value' in term ? term.value : ''
    })
    .join('')
