import { useSignal } from '@preact/signals'
import { plainCall, pythonCall, typescriptCall, layerCall } from '../../src/code/index.ts'
import { NotebookLink } from '../site/NotebookLink.tsx'
import type { Places } from './Lab.tsx'
import type { LabFile } from './notebook.ts'
import type { Store } from './store.ts'

type Tab = 'layerbook' | 'plain' | 'keras'
const TABS: readonly Tab[] = ['keras', 'layerbook', 'plain']

async function copy(text: string, done: (ok: boolean) => void) {
  try {
    await navigator.clipboard.writeText(text)
    done(true)
  } catch {
    done(false)
  }
}

function CopyButton({ store, text, label }: { store: Store; text: () => string; label: string }) {
  const said = useSignal<string | null>(null)
  const onClick = () =>
    copy(text(), (ok) => {
      said.value = store.t(ok ? 'lab.copied' : 'lab.copy_failed')
      setTimeout(() => (said.value = null), 2000)
    })
  return (
    <button type="button" onClick={onClick}>
      <span aria-live="polite">{said.value ?? label}</span>
    </button>
  )
}

const loadNotebook = () => import('./notebook.ts')

async function save(made: Promise<LabFile>) {
  const [{ download }, { name, mediaType, text }] = await Promise.all([
    import('../notebook/download.ts'),
    made,
  ])
  download(name, mediaType, text)
}

/** The present state to take along: into the notebook, or as a file. */
function TakeAlong({ store, places }: { store: Store; places: Places }) {
  const { t } = store
  return (
    <>
      <NotebookLink
        page={places.notebook}
        make={async () => (await loadNotebook()).labNotebook(store, places.layer)}
        label={t('lab.notebook')}
        failed={t('lab.notebook_failed')}
      />
      <button
        type="button"
        data-save="python"
        onClick={() => void save(loadNotebook().then(({ labPython }) => labPython(store, places.layer)))}
      >
        {t('lab.python_notebook')}
      </button>
      <button
        type="button"
        data-save="typescript"
        onClick={() => void save(loadNotebook().then(({ labProgram }) => labProgram(store, places.layer)))}
      >
        {t('lab.program')}
      </button>
    </>
  )
}

/** The call for the present parameters in three dialects. */
export function Code({ store, places }: { store: Store; places: Places }) {
  const tab = useSignal<Tab>('keras')
  const { declaration, t } = store
  const state = store.shown.value.state
  const plain = plainCall(declaration, state)
  const made = {
    keras: pythonCall(declaration, state),
    layerbook: typescriptCall(declaration, state),
    plain: plain.same ? plain.code : null,
  }[tab.value]
  const plan = store.shownPlan.value
  // A call that says no more than `layer(x)` need not be written.
  const text =
    made !== null && plan.passes.main.call?.training
      ? `${made}\n${layerCall(plan, tab.value === 'keras' ? 'python' : 'typescript')}`
      : made
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = TABS[(TABS.indexOf(tab.value) + step + TABS.length) % TABS.length]!
    tab.value = next
    document.getElementById(`lb-tab-${next}`)?.focus()
  }
  return (
    <div class="lb-code">
      <div class="lb-tabs" role="tablist" aria-label={t('lab.code')}>
        {TABS.map((id) => (
          <button
            key={id}
            id={`lb-tab-${id}`}
            type="button"
            role="tab"
            aria-selected={tab.value === id}
            aria-controls="lb-code-panel"
            tabIndex={tab.value === id ? 0 : -1}
            onClick={() => (tab.value = id)}
            onKeyDown={onKeyDown}
          >
            {t(`lab.tab_${id}`)}
          </button>
        ))}
      </div>
      <div id="lb-code-panel" role="tabpanel" aria-labelledby={`lb-tab-${tab.value}`}>
        {text === null ? (
          <p class="lb-note">
            {!plain.same && plain.params.length > 0
              ? t('lab.plain_differs', { params: plain.params.join(', ') })
              : t('lab.plain_missing')}
          </p>
        ) : (
          <pre data-code={tab.value} tabIndex={0}>
            <code>{text}</code>
          </pre>
        )}
      </div>
      <p class="lb-actions">
        {text !== null && <CopyButton store={store} text={() => text} label={t('lab.copy')} />}
        <CopyButton store={store} text={() => location.href} label={t('lab.copy_link')} />
        <TakeAlong store={store} places={places} />
      </p>
    </div>
  )
}
