import {
  autocompletion,
  type Completion as Option,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { Completion } from '../../../src/notebook/language/answers.ts'
import type { Language } from '../../../src/notebook/language/client.ts'
import { detailElement } from './render.ts'

/** After a dot, within quotes and in a word the list opens by itself. */
const OPENS = /[\p{ID_Continue}$.'"`]$/u
const WORD = /^[\p{ID_Continue}$]*$/u
const QUOTED = /^[^'"`\n]*$/

/** How completions stand by TypeScript's order, from the best: 99 … -99 is what the list takes. */
function boosts(list: readonly Completion[]): ReadonlyMap<string, number> {
  const orders = [...new Set(list.map(({ order }) => order))].sort()
  return new Map(orders.map((order, i) => [order, Math.max(-99, 10 - i)]))
}

export function completion(cell: string, language: Language): Extension {
  const option = (pos: number, one: Completion, boost: number): Option => ({
    label: one.label,
    type: one.kind,
    boost,
    async info() {
      const answer = await language.detail(cell, pos, one)
      return answer.kind === 'answer' && answer.value ? detailElement(answer.value) : null
    },
    ...(one.insert === undefined && one.from === undefined
      ? {}
      : {
          apply: (view, _, from, to) => {
            const insert = one.insert ?? one.label
            const start = one.from ?? from
            view.dispatch({
              changes: { from: start, to, insert },
              selection: { anchor: start + insert.length },
              userEvent: 'input.complete',
            })
          },
        }),
  })

  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    if (!context.explicit && !context.matchBefore(OPENS)) return null
    language.start()
    const answer = await language.complete(cell, context.pos)
    if (context.aborted || answer.kind !== 'answer' || !answer.value) return null
    const { from, list } = answer.value
    // A number has no names.
    if (!context.explicit && /^\d/.test(context.state.sliceDoc(from, context.pos))) return null
    const boost = boosts(list)
    return {
      from,
      options: list.map((one) => option(context.pos, one, boost.get(one.order)!)),
      validFor: list.every(({ kind }) => kind === 'text') ? QUOTED : WORD,
    }
  }
  return autocompletion({ override: [source], tooltipClass: () => 'lb-types-list' })
}
