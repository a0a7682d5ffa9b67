import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Icon } from './icons.tsx'
import type { Cell } from './model.ts'
import { CellOutputs } from './outputs/Outputs.tsx'
import type { CellRun } from './runs.ts'
import { Source, type SourceHandle } from './Source.tsx'
import { isChanged, stateText } from './status.ts'
import type { Store } from './store.ts'

export interface BodyProps {
  store: Store
  cell: Cell
  near: ReadonlySignal<boolean>
  editing: boolean
  onHandle(handle: SourceHandle | null): void
}

/** A cell of TypeScript: what it says, what it shows, and how its run stands. */
export function CodeCell({ store, cell, near, onHandle }: BodyProps) {
  const { t } = store
  const run = store.runs.of(cell.id)
  const line = useComputed(() => {
    if (isChanged(cell, run)) return null
    for (const { output, run: of } of run.outputs.value)
      if (output.kind === 'error' && output.line !== null && of === run.run.value) return output.line
    return null
  })
  const state = run.state.value
  const on = state === 'running' || state === 'waiting'
  return (
    <>
      <div class="nb-gutter">
        <button
          type="button"
          class="nb-run"
          data-action="run"
          data-state={state}
          aria-label={t('notebook.cell.run')}
          title={t('notebook.cell.run')}
          onClick={() => store.command('run-stay', cell.id)}
        >
          {on ? <span class="nb-spinner" /> : <Icon name="run" />}
        </button>
      </div>
      <div class="lb-cell nb-panel" data-state={state}>
        {cell.folded.value ? (
          <Folded store={store} cell={cell} />
        ) : (
          <Source store={store} cell={cell} near={near} line={line} onHandle={onHandle} />
        )}
        <CellOutputs store={store} cell={cell} run={run} />
        <Footer store={store} cell={cell} run={run} />
      </div>
    </>
  )
}

function Folded({ store, cell }: { store: Store; cell: Cell }) {
  const lines = useComputed(() => cell.source.value.split('\n').length)
  return (
    <button type="button" class="nb-folded" aria-expanded={false} onClick={() => (cell.folded.value = false)}>
      <Icon name="unfold" />
      {store.t('notebook.cell.folded', { lines: lines.value })}
    </button>
  )
}

/** Time from which a run is told by its seconds, and how often they are told anew, in ms. */
const SHORT = 500
const TICK = 200

function Elapsed({ store, run }: { store: Store; run: CellRun }) {
  const now = useSignal(performance.now())
  useEffect(() => {
    const timer = setInterval(() => (now.value = performance.now()), TICK)
    return () => clearInterval(timer)
  }, [])
  const ms = now.value - run.began.value
  if (ms < SHORT) return <>{stateText(store, run)}</>
  return <>{store.t('notebook.state.running', { seconds: (ms / 1000).toFixed(1) })}</>
}

/** How the last run stands, and the names that pass between this cell and others. */
function Footer({ store, cell, run }: { store: Store; cell: Cell; run: CellRun }) {
  const { t } = store
  const state = run.state.value
  const on = state === 'running' || state === 'waiting'
  const changed = useComputed(() => isChanged(cell, run))
  const past = !on && !run.live.value && run.ran.value !== null && state !== 'stopped'
  const defines = run.defines.value
  const uses = run.uses.value
  if (state === 'never' && run.ran.value === null) return null
  return (
    <p class="nb-footer" data-cell-status={state}>
      <span class="nb-state" data-state={past ? 'past' : changed.value && !on ? 'changed' : state}>
        {state === 'running' ? (
          <Elapsed store={store} run={run} />
        ) : past ? (
          t('notebook.state.past')
        ) : (
          stateText(store, run)
        )}
        {changed.value && !on && <span class="nb-changed"> · {t('notebook.state.changed')}</span>}
      </span>
      {defines.length > 0 && (
        <span class="nb-names">
          {t('notebook.cell.defines')}{' '}
          {defines.map((name) => (
            <code key={name}>{name}</code>
          ))}
        </span>
      )}
      {uses.length > 0 && (
        <span class="nb-names">
          {t('notebook.cell.uses')}{' '}
          {uses.map((name) => (
            <Used key={name} store={store} name={name} />
          ))}
        </span>
      )}
    </p>
  )
}

/** A name of another cell, as the way there. */
function Used({ store, name }: { store: Store; name: string }) {
  const id = store.runs.definers.value.get(name)
  const place = id === undefined ? undefined : store.notebook.places.value.get(id)
  if (id === undefined || place === undefined) return <code>{name}</code>
  return (
    <button
      type="button"
      class="nb-name"
      aria-label={store.t('notebook.cell.go_to', { name, number: place + 1 })}
      onClick={() => store.select(id, 'command')}
    >
      {name}
    </button>
  )
}
