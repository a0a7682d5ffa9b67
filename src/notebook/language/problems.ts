import * as ts from 'typescript'
import type { Problem } from './answers.ts'
import { known } from './display.ts'
import type { CellModule } from './module.ts'

/** A learner need not write types: a parameter without one may be anything. */
const isImplicitAny = (code: number): boolean => code >= 7000 && code < 8000

/** Something may be null or undefined here: likely right all the same, as `model.getLayer('x')` is. */
const MAY_BE_NOTHING = new Set([2531, 2532, 2533, 18047, 18048, 18049])

/** How many lines of reasons are told. */
const LINES = 8

/** What is wrong in a cell's own text, in its order. */
export function problemsOf(diagnostics: readonly ts.Diagnostic[], module: CellModule): Problem[] {
  return diagnostics
    .filter(({ start, code }) => start !== undefined && start <= module.end && !isImplicitAny(code))
    .map(({ start, length, code, messageText }): Problem | null => {
      const from = module.toCell(start!)
      const to = module.toCell(Math.min(start! + (length ?? 0), module.end))
      if (from === null || to === null) return null
      return {
        from,
        to,
        code,
        severity: MAY_BE_NOTHING.has(code) ? 'warning' : 'error',
        message: known(
          ts.flattenDiagnosticMessageText(messageText, '\n').split('\n').slice(0, LINES).join('\n'),
        ),
      }
    })
    .filter((problem) => problem !== null)
    .sort((a, b) => a.from - b.from)
}
