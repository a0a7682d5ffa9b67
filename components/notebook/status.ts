import type { Cell } from './model.ts'
import type { CellRun } from './runs.ts'
import type { Store } from './store.ts'

type Words = Pick<Store, 't'>

export const isChanged = (cell: Cell, run: CellRun): boolean =>
  run.ran.value !== null && run.ran.value !== cell.source.value

/** What became of a cell's last run, in words. */
export function stateText({ t }: Words, run: CellRun): string {
  const state = run.state.value
  if (state === 'running') return t('notebook.state.running_plain')
  if (state === 'done') {
    const ms = run.ms.value
    return ms < 10_000
      ? t('notebook.state.done', { ms: Math.max(1, Math.round(ms)) })
      : t('notebook.state.done_seconds', { seconds: (ms / 1000).toFixed(1) })
  }
  return t(`notebook.state.${state}`)
}

/** A cell's accessible name: its number, what it is, and how it stands. */
export function cellLabel(store: Store, cell: Cell, number: number): string {
  if (cell.kind.value === 'markdown') return store.t('notebook.cell.text', { number })
  const run = store.runs.of(cell.id)
  const on = run.state.value === 'running' || run.state.value === 'waiting'
  const state =
    !on && isChanged(cell, run)
      ? store.t('notebook.state.changed')
      : !on && !run.live.value && run.ran.value !== null && run.state.value === 'done'
        ? store.t('notebook.state.past')
        : stateText(store, run)
  return store.t('notebook.cell.code', { number, state })
}
