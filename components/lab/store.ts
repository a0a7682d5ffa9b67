import { batch, computed, signal } from '@preact/signals'
import type { Figure, FigureContext, Pick, Translate } from '../../src/figures/figure.ts'
import type { Refusal, RunRequest } from '../../src/runtime/protocol.ts'
import type { Answer } from '../../src/runtime/client.ts'
import {
  configOf,
  labFields,
  readAddress,
  startState,
  type AddressProblem,
  type AnyDeclaration,
  type Issue,
  type LabState,
  type PassResults,
} from '../../src/spec/index.ts'

/** State and passes that belong together: what the figure shows. */
export interface Shown {
  readonly state: LabState
  readonly passes: PassResults
}

/** What a state asks the runtime for. */
export const requestOf = (declaration: AnyDeclaration, state: LabState): RunRequest => ({
  layer: declaration.keras,
  config: configOf(declaration, state),
  plan: declaration.plan(state as never),
})

/**
 * A lab's state. `texts` is what stands in the controls, `state` the last values that could be read from
 * them, `shown` the last state the layer accepted, with its result. Everything else is derived.
 */
export function createStore(declaration: AnyDeclaration, first: Shown, t: Translate) {
  const fields = labFields(declaration)
  const figure = declaration.figure as Figure
  const format = (state: LabState) =>
    Object.fromEntries(Object.entries(fields).map(([n, f]) => [n, f.kind.format(state[n])]))

  const sameState = (a: LabState, b: LabState) =>
    Object.entries(fields).every(([n, f]) => f.kind.format(a[n]) === f.kind.format(b[n]))

  const state = signal<LabState>(first.state)
  const texts = signal<Readonly<Record<string, string>>>(format(first.state))
  const problems = signal<readonly AddressProblem[]>([])
  const shown = signal<Shown>(first)
  const refusal = signal<Refusal | null>(null)
  const failure = signal<string | null>(null)
  const pending = signal(false)
  const hover = signal<Pick | null>(null)
  const held = signal<Pick | null>(null)
  /** Version of the newest request, and the state it was made from. */
  let asked: { version: number; state: LabState } | null = null

  let ran: LabState = first.state
  /** What a run depends on: the state without the pickers, the same object while none of it changes. */
  const runState = computed<LabState>(() => {
    const next = state.value
    if (next !== ran && !sameState(next, ran)) ran = next
    return ran
  })

  const issues = computed<Readonly<Record<string, Issue>>>(() => {
    const found: Record<string, Issue> = {}
    for (const [name, field] of Object.entries(fields)) {
      const parsed = field.kind.parse(texts.value[name] ?? '')
      if (!parsed.ok) found[name] = parsed.issue
    }
    return found
  })

  /** Controls that the refusal asks to change, the main one first. */
  const blamed = computed<readonly string[]>(() => {
    const names = (refusal.value?.params ?? []).flatMap((name) =>
      name in fields ? [name] : (declaration.blame?.[name] ?? []),
    )
    return [...new Set(names)]
  })

  // Pickers are no part of a run: they choose a slice of what is already there. As text, so that a moved
  // parameter, which leaves them as they are, does not draw the old result once more.
  const viewText = computed(() =>
    JSON.stringify(Object.entries(state.value).filter(([name]) => name.startsWith('view_'))),
  )
  const view = computed(() => Object.fromEntries(JSON.parse(viewText.value) as [string, unknown][]))
  const context = computed<FigureContext>(() => ({
    state: shown.value.state,
    plan: declaration.plan(shown.value.state as never),
    passes: shown.value.passes,
    view: (name, fallback = 0) =>
      typeof view.value[name] === 'number' ? (view.value[name] as number) : fallback,
    t,
  }))
  const shownPlan = computed(() => context.value.plan)
  const model = computed(() => figure.draw(context.value))
  const pick = computed<Pick | null>(() => {
    if (hover.value) return hover.value
    const { player } = model.value
    if (held.value && held.value.panel !== player?.panel) return held.value
    if (!player || player.count === 0) return null
    const step = Math.min(context.value.view('view_step', player.start ?? 0), player.count - 1)
    return { panel: player.panel, index: player.indices?.[step] ?? step }
  })
  const explanation = computed(() =>
    pick.value && figure.explain ? figure.explain(context.value, pick.value) : null,
  )

  const sceneOf = (id: string): LabState => ({ ...startState(declaration), ...declaration.presets[id] })
  /** The preset whose scene this is; '' for the start. */
  const activePreset = computed(
    () => ['', ...Object.keys(declaration.presets)].find((id) => sameState(sceneOf(id), state.value)) ?? null,
  )

  const setState = (values: LabState) => {
    const next = { ...state.value, ...values }
    for (const name of Object.keys(next))
      if (next[name] === undefined) delete (next as Record<string, unknown>)[name]
    state.value = next
  }

  return {
    declaration,
    fields,
    t,
    texts,
    state,
    runState,
    problems,
    issues,
    refusal,
    blamed,
    failure,
    pending,
    shown,
    shownPlan,
    activePreset,
    model,
    pick,
    explanation,

    /** Keeps what the reader typed; moves the state only when it can be read. */
    type(name: string, text: string) {
      batch(() => {
        texts.value = { ...texts.value, [name]: text }
        if (problems.value.some((p) => p.name === name))
          problems.value = problems.value.filter((p) => p.name !== name)
        const parsed = fields[name]?.kind.parse(text)
        if (parsed?.ok) setState({ [name]: parsed.value })
      })
    },
    set(values: LabState) {
      batch(() => {
        // A step that was asked for is what is looked at.
        if ('view_step' in values) held.value = null
        setState(values)
        texts.value = format(state.value)
      })
    },
    /** A choice's text: the word itself for Keras's own, the reader's language for the book's. */
    optionText: (name: string, option: string) =>
      name in declaration.params ? option : t(`choices.${option}`),
    /** Keras's reason in the reader's language. */
    refusalText(refused: Refusal) {
      return t(`errors.${refused.code}`, refused.values)
    },
    /** Start values, then a preset's; '' is the start alone. */
    preset(id: string) {
      batch(() => {
        state.value = sceneOf(id)
        texts.value = format(state.value)
        held.value = null
        problems.value = []
      })
    },
    /** Back to the last state the layer accepted. */
    undo() {
      batch(() => {
        state.value = shown.value.state
        texts.value = format(state.value)
      })
    },
    open(query: URLSearchParams) {
      const read = readAddress(declaration, query)
      batch(() => {
        state.value = read.state
        texts.value = format(read.state)
        problems.value = read.problems
      })
    },
    dismiss() {
      problems.value = []
    },
    hover(next: Pick | null) {
      hover.value = next
    },
    hold(next: Pick) {
      const views = figure.keep?.(context.value, next)
      if (views) {
        batch(() => {
          held.value = null
          setState(views)
        })
        return
      }
      const { player } = model.value
      const step =
        player?.panel === next.panel ? (player.indices ? player.indices.indexOf(next.index) : next.index) : -1
      batch(() => {
        held.value = step >= 0 ? null : next
        if (step >= 0) setState({ view_step: step })
      })
    },
    asked(version: number, of: LabState) {
      asked = { version, state: of }
      pending.value = true
    },
    /** Takes an answer if it belongs to the newest request; an older one is dropped by its version. */
    answer({ version, outcome }: Answer) {
      if (asked?.version !== version) return
      const of = asked.state
      batch(() => {
        pending.value = false
        failure.value = null
        if (outcome.ok) {
          shown.value = { state: of, passes: outcome.passes }
          refusal.value = null
        } else refusal.value = outcome.refusal
      })
    },
    fail(message: string) {
      batch(() => {
        pending.value = false
        failure.value = message
      })
    },
  }
}

export type Store = ReturnType<typeof createStore>
