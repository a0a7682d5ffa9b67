import { useComputed, useSignal } from '@preact/signals'
import type { Field } from '../../src/spec/index.ts'
import { shapeText, sizeOf } from '../../src/spec/index.ts'
import { Code } from './Code.tsx'
import { Control } from './Control.tsx'
import { FigureView } from './FigureView.tsx'
import type { Store } from './store.ts'
import { FormulaLine } from './terms.tsx'

/** Texts of the page's own language file that the lab shows. */
export interface LabTexts {
  /** One line for each parameter, by Keras name. */
  readonly params: Readonly<Record<string, string>>
  readonly presets: Readonly<Record<string, { readonly title: string; readonly text: string }>>
}

export interface LabProps {
  readonly store: Store
  readonly texts: LabTexts
  readonly places: Places
}

/** Addresses of pages. */
export interface Places {
  readonly notebook: string
  /** The layer's own page. */
  readonly layer: string
}

function Group({
  store,
  title,
  names,
  texts,
}: {
  store: Store
  title: string
  names: readonly string[]
  texts: LabTexts
}) {
  const explained = useSignal(false)
  const visible = useComputed(() =>
    names.filter((name) => store.fields[name]!.when?.(store.state.value) ?? true).join(' '),
  )
  const shown = visible.value.split(' ').filter(Boolean)
  if (shown.length === 0) return null
  return (
    <fieldset class={explained.value ? 'lb-group lb-explained' : 'lb-group'}>
      <legend>
        {title}
        {shown.some((name) => texts.params[name]) && (
          <button
            type="button"
            class="lb-explain"
            aria-pressed={explained.value}
            onClick={() => (explained.value = !explained.value)}
          >
            {store.t('lab.explain')}
          </button>
        )}
      </legend>
      {shown.map((name) => (
        <Control
          key={name}
          store={store}
          name={name}
          field={store.fields[name] as Field<unknown>}
          meaning={texts.params[name]}
        />
      ))}
    </fieldset>
  )
}

function Presets({ store, texts }: { store: Store; texts: LabTexts }) {
  const presets = Object.entries(store.declaration.presets)
  const active = store.activePreset.value
  return (
    <div class="lb-presets" role="group" aria-label={store.t('lab.presets')}>
      <button type="button" aria-pressed={active === ''} onClick={() => store.preset('')}>
        {store.t('lab.start')}
      </button>
      {presets.map(([id]) => (
        <button
          key={id}
          type="button"
          data-preset={id}
          aria-pressed={active === id}
          onClick={() => store.preset(id)}
        >
          {texts.presets[id]?.title ?? id}
        </button>
      ))}
      {active !== null && active !== '' && <p class="lb-preset-text">{texts.presets[active]?.text}</p>}
    </div>
  )
}

function ShapeStrip({ store }: { store: Store }) {
  const { passes } = store.shown.value
  const main = passes.main
  const inputs = store.shownPlan.value.passes.main.inputs
  const count = main.weights.reduce((n, w) => n + sizeOf(w.shape), 0)
  return (
    <dl class="lb-strip">
      <div class="lb-role-input">
        <dt>{store.t('figure.input')}</dt>
        <dd data-input-shape>{inputs.map((x) => shapeText(x.shape)).join(' ')}</dd>
      </div>
      {main.weights.map((w) => (
        <div key={w.name} class="lb-role-weights">
          <dt>
            <code>{w.name}</code>
          </dt>
          <dd>{shapeText(w.shape)}</dd>
        </div>
      ))}
      <div class="lb-role-output">
        <dt>{store.t('figure.output')}</dt>
        <dd>
          <span data-output-shape>{shapeText(main.outputs[0]!.shape)}</span>
          {main.outputs.slice(1).map((x, i) => (
            <span key={i}> {shapeText(x.shape)}</span>
          ))}
        </dd>
      </div>
      <div>
        <dt>{store.t('fact.params')}</dt>
        <dd data-param-count>{count}</dd>
      </div>
      {store.model.value.facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Messages({ store }: { store: Store }) {
  const refusal = store.refusal.value
  const failure = store.failure.value
  const problems = store.problems.value
  return (
    <>
      {problems.length > 0 && (
        <div class="lb-message lb-notice" role="alert" data-address-problems>
          {problems.map(({ name, given, issue }) => (
            <p key={name}>
              {store.t('lab.bad_address', { name, given })} {store.t(`issues.${issue.code}`, issue.values)}
            </p>
          ))}
          <button type="button" onClick={store.dismiss}>
            {store.t('lab.dismiss')}
          </button>
        </div>
      )}
      {refusal && (
        <div class="lb-message lb-refusal" role="alert" data-code={refusal.code}>
          <p>
            <strong>{store.t('lab.refused', { layer: store.declaration.keras })}</strong>{' '}
            {store.refusalText(refusal)}
          </p>
          <p class="lb-blame">
            {store.t('lab.change')}
            {store.blamed.value.map((name) => (
              <a key={name} href={`#lb-${name}`} onClick={(e) => focusControl(e, name)}>
                {name in store.declaration.params ? <code>{name}</code> : store.t(`demo.${name}`)}
              </a>
            ))}
            <button type="button" onClick={store.undo}>
              {store.t('lab.undo')}
            </button>
          </p>
        </div>
      )}
      {failure !== null && (
        <div class="lb-message lb-refusal" role="alert" data-code="failure">
          <p>{store.t('lab.failed', { message: failure })}</p>
        </div>
      )}
    </>
  )
}

function focusControl(event: Event, name: string) {
  event.preventDefault()
  document.getElementById(`lb-${name}`)?.focus()
}

/** What the layer made of the controls, dimmed while they hold something it does not take. */
function Result({ store }: { store: Store }) {
  const stale = useComputed(
    () =>
      store.refusal.value !== null ||
      Object.keys(store.issues.value).length > 0 ||
      store.failure.value !== null,
  ).value
  return (
    <div class={stale ? 'lb-result lb-dimmed' : 'lb-result'} inert={stale}>
      <FigureView store={store} />
      <Formulas store={store} />
    </div>
  )
}

const Formulas = ({ store }: { store: Store }) => (
  <>
    {store.model.value.formulas.map((formula) => (
      <FormulaLine key={formula.label} formula={formula} />
    ))}
  </>
)

/** The lab: controls, shapes, figure and code of one layer. The element around it carries `data-layer`. */
export function Lab({ store, texts, places }: LabProps) {
  const { declaration, t } = store
  const names = Object.keys(store.fields)
  const isParameter = (name: string) => name in declaration.params
  return (
    <>
      <Presets store={store} texts={texts} />
      <div class="lb-body">
        <div class="lb-stage">
          <ShapeStrip store={store} />
          <Messages store={store} />
          <Result store={store} />
        </div>
        <form class="lb-controls" onSubmit={(e) => e.preventDefault()} autocomplete="off">
          <Group store={store} title={t('lab.parameters')} names={names.filter(isParameter)} texts={texts} />
          <Group
            store={store}
            title={t('lab.demo')}
            names={names.filter((n) => !isParameter(n))}
            texts={texts}
          />
        </form>
      </div>
      <Code store={store} places={places} />
    </>
  )
}
