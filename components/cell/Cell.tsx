import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { numbersIn, numbersOf, sameNumbers } from '../../src/runtime/sandbox/compare.ts'
import { NotebookLink } from '../site/NotebookLink.tsx'
import type { Translate } from '../site/strings.ts'
import type { Editor } from './editor.ts'
import type { Cell, Status } from './model.ts'
import { SLOW } from './model.ts'
import { Outputs } from './Outputs.tsx'

/** What the page's author gives. */
export interface CellData {
  /** Names the cell within its page. */
  readonly id: string
  readonly code: string
  /** The same program in Python, and what real Keras printed when it ran. */
  readonly python: string | null
  readonly stdout: string | null
  /** The version of Keras that printed it. */
  readonly keras: string | null
  /** The address of the notebook page. */
  readonly notebook: string
}

/** The two programs as highlighted HTML, made by the build. */
interface CellHtml {
  readonly code: string
  readonly python: string | null
}

interface Props {
  data: CellData
  html: CellHtml
  cell: Cell
  t: Translate
}

export function CellView({ data, html, cell, t }: Props) {
  const { id, python, stdout } = data
  const tab = useSignal<'typescript' | 'python'>('typescript')
  return (
    <>
      <div class="cell-bar">
        {python === null ? (
          <span class="cell-lang">TypeScript</span>
        ) : (
          <Tabs id={id} t={t} chosen={tab.value} onChoose={(name) => (tab.value = name)} />
        )}
        <Buttons
          cell={cell}
          t={t}
          notebook={data.notebook}
          text={() => (tab.value === 'python' ? python! : cell.text.value)}
          onRun={() => {
            // It is the TypeScript that runs.
            tab.value = 'typescript'
            cell.run()
          }}
        />
      </div>
      <Panel id={id} name="typescript" tabs={python !== null} shown={tab.value === 'typescript'}>
        <Source cell={cell} html={html.code} id={id} t={t} />
      </Panel>
      {python !== null && (
        <Panel id={id} name="python" tabs shown={tab.value === 'python'}>
          <pre class="cell-source" tabIndex={0} role="group" aria-label={t('cell.python')}>
            <code dangerouslySetInnerHTML={{ __html: html.python ?? '' }} />
          </pre>
        </Panel>
      )}
      <Results cell={cell} t={t} />
      {stdout !== null && <Printed data={data} cell={cell} t={t} />}
    </>
  )
}

function Tabs(props: {
  id: string
  t: Translate
  chosen: string
  onChoose: (name: 'typescript' | 'python') => void
}) {
  const { id, t, chosen, onChoose } = props
  const names = ['typescript', 'python'] as const
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const other = names.find((name) => name !== chosen)!
    onChoose(other)
    document.getElementById(`lb-cell-${id}-${other}-tab`)?.focus()
  }
  return (
    <div role="tablist" aria-label={t('cell.languages')} class="cell-tabs">
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`lb-cell-${id}-${name}-tab`}
          aria-selected={name === chosen}
          aria-controls={`lb-cell-${id}-${name}`}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
          onKeyDown={onKeyDown}
        >
          {name === 'python' ? 'Python' : 'TypeScript'}
        </button>
      ))}
    </div>
  )
}

function Panel(props: {
  id: string
  name: string
  tabs: boolean
  shown: boolean
  children: ComponentChildren
}) {
  const { id, name, tabs, shown, children } = props
  const role = tabs ? { role: 'tabpanel' as const, 'aria-labelledby': `lb-cell-${id}-${name}-tab` } : {}
  return (
    <div id={`lb-cell-${id}-${name}`} {...role} hidden={!shown}>
      {children}
    </div>
  )
}

function Buttons(props: {
  cell: Cell
  t: Translate
  notebook: string
  text: () => string
  onRun: () => void
}) {
  const { cell, t, notebook, text, onRun } = props
  const copied = useSignal<boolean | null>(null)
  const copy = async () => {
    copied.value = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    )
    setTimeout(() => (copied.value = null), 2000)
  }
  const busy = cell.busy.value
  const nothingToReset = !cell.changed.value && cell.status.value.state === 'idle'
  return (
    <div class="cell-buttons">
      <button type="button" data-action="copy" onClick={() => void copy()}>
        <span aria-live="polite">
          {copied.value === null ? t('cell.copy') : t(copied.value ? 'cell.copied' : 'cell.copy_failed')}
        </span>
      </button>
      <NotebookLink
        page={notebook}
        make={async () => (await import('./notebook.ts')).cellNotebook(cell, t)}
        label={t('cell.notebook')}
        title={t('cell.notebook_title')}
        failed={t('cell.notebook_failed')}
      />
      {/* None is `disabled`: who pressed it by keyboard would lose their place. */}
      <button type="button" data-action="reset" aria-disabled={nothingToReset} onClick={cell.reset}>
        {t('cell.reset')}
      </button>
      {/* Both stay in place, so that a second click on Run is not a click on Stop. */}
      <button type="button" data-action="stop" aria-disabled={!busy} onClick={cell.stop}>
        {t('cell.stop')}
      </button>
      <button
        type="button"
        data-action="run"
        class="cell-run"
        aria-disabled={busy}
        title={t('cell.run_keys')}
        onClick={() => busy || onRun()}
      >
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
          <path d="M1.5 .8v8.4L9 5z" fill="currentColor" />
        </svg>
        {t('cell.run')}
      </button>
    </div>
  )
}

/** The still code of the build, until the reader turns to it; then the editor. */
function Source({ cell, html, id, t }: { cell: Cell; html: string; id: string; t: Translate }) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor | null>(null)
  const state = useSignal<'still' | 'loading' | 'live'>('still')
  const help = `lb-cell-${id}-keys`

  const open = async (focus: { x: number; y: number } | 'start' | null) => {
    if (state.value !== 'still') return
    state.value = 'loading'
    const { createEditor } = await import('./editor.ts')
    editor.current = createEditor({
      parent: place.current!,
      text: cell.text.value,
      label: t('cell.editor'),
      help,
      onChange: cell.edit,
      onRun: cell.run,
    })
    state.value = 'live'
    if (focus) editor.current.focus(focus === 'start' ? undefined : focus)
  }

  const { value: text } = cell.text
  const line = cell.marked.value?.line ?? null
  // What was edited before, and a line that is marked, can only be shown in the editor.
  useEffect(() => {
    if (text !== cell.code || line !== null) void open(null)
    // Not the text of this drawing: what was typed since then would be lost.
    editor.current?.setText(cell.text.peek())
    editor.current?.mark(line)
  }, [text, line, state.value])

  return (
    <>
      <div class="cell-editor" ref={place} data-state={state.value} />
      {state.value !== 'live' && (
        <pre
          class="cell-source"
          tabIndex={0}
          role="group"
          aria-label={t('cell.editor')}
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && void open('start')}
          onPointerUp={({ clientX: x, clientY: y }) => {
            // Who marks a piece of the code wants to copy it.
            if (getSelection()?.isCollapsed !== false) void open({ x, y })
          }}
        >
          <code dangerouslySetInnerHTML={{ __html: html }} />
        </pre>
      )}
      <p id={help} class="cell-keys">
        {t('cell.keys')}
      </p>
    </>
  )
}

function statusText(status: Status, t: Translate): string | null {
  if (status.state === 'idle') return null
  if (status.state === 'starting') return t('cell.starting')
  if (status.state === 'running')
    return status.slow ? t('cell.slow', { seconds: SLOW / 1000 }) : t('cell.running')
  const { ending } = status
  if (ending.why !== 'done') return t(`cell.ended.${ending.why}`)
  return t(ending.ok ? 'cell.finished' : 'cell.failed', { ms: Math.max(1, Math.round(ending.ms)) })
}

/** Tensors left over from which they are worth a word: a few are any model's weights. */
const MANY = 1000

function Results({ cell, t }: { cell: Cell; t: Translate }) {
  const { value: status } = cell.status
  const slow = status.state === 'running' && status.slow
  const left = status.state === 'ended' && status.ending.why === 'done' ? status.ending : null
  return (
    <div class="cell-results" data-state={status.state === 'ended' ? status.ending.why : status.state}>
      {cell.outputs.value.length > 0 && <Outputs outputs={cell.outputs.value} labelOf={cell.labelOf} t={t} />}
      {cell.cut.value && <p class="cell-note">{t('cell.cut')}</p>}
      <p class="cell-status" role="status" data-slow={slow || undefined}>
        {statusText(status, t)}
        {slow && (
          <button type="button" data-action="stop-slow" onClick={cell.stop}>
            {t('cell.stop')}
          </button>
        )}
      </p>
      {left && left.tensors >= MANY && (
        <p class="cell-note">
          {t('cell.left', { tensors: left.tensors, megabytes: (left.bytes / 2 ** 20).toFixed(1) })}
        </p>
      )}
      {!cell.kept.value && <p class="cell-note">{t('cell.unkept')}</p>}
    </div>
  )
}

/** What real Keras printed, and whether the reader's run gave the same numbers. */
function Printed({ data, cell, t }: { data: CellData; cell: Cell; t: Translate }) {
  const { stdout, keras } = data
  const name = keras === null ? 'Keras' : `Keras ${keras}`
  const status = cell.status.value
  const ran = status.state === 'ended' && status.ending.why === 'done' && status.ending.ok
  const same = ran ? sameNumbers(numbersOf(cell.outputs.value), numbersIn(stdout!)) : null
  const verdict =
    same === null ? 'checked' : same ? 'same' : cell.ran.value === cell.code ? 'differs' : 'edited'
  return (
    <details class="cell-printed" data-verdict={verdict} open>
      <summary>
        {t('cell.printed', { keras: name })}
        <span class="cell-verdict">{t(`cell.verdict.${verdict}`, { keras: name })}</span>
      </summary>
      <pre tabIndex={0} role="group" aria-label={t('cell.printed', { keras: name })}>
        {stdout}
      </pre>
    </details>
  )
}
