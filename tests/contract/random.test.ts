import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { useBackend } from '../../components/lab/opening.ts'
import { useTranslate } from '../../components/site/i18n.ts'
import { layerIds, loadLayer } from '../../src/catalog/layers.ts'
import type { Figure, FigureContext } from '../../src/figures/figure.ts'
import { execute, executeRepeated } from '../../src/runtime/execute.ts'
import {
  configOf,
  labFields,
  startState,
  type AnyDeclaration,
  type Control,
  type LabState,
} from '../../src/spec/index.ts'

const RUNS = Number(process.env['RUNS'] ?? 60)

/** Texts a reader might leave in a control: within its bounds, beyond them, and rubbish. */
function texts(control: Control): fc.Arbitrary<string> {
  switch (control.as) {
    case 'slider':
      return control.step < 1
        ? fc
            .double({ min: control.min - 1, max: control.max + 1, noNaN: true })
            .map((x) => String(Number(x.toFixed(3))))
        : fc.integer({ min: control.min - 2, max: control.max + 2 }).map(String)
    case 'axes':
      return fc
        .array(fc.integer({ min: control.min - 1, max: control.max + 1 }), {
          minLength: control.rank,
          maxLength: control.rank,
        })
        .map((v) => v.join(', '))
    case 'choice':
      return fc.constantFrom(...control.options)
    case 'switch':
      return fc.constantFrom('true', 'false')
    case 'text':
      return fc
        .array(fc.oneof(fc.integer({ min: -2, max: 12 }).map(String), fc.constant('None')), {
          minLength: 1,
          maxLength: 5,
        })
        .map((v) => v.join(', '))
  }
}

/** States as the lab makes them: what cannot be read leaves the start value. */
function states(declaration: AnyDeclaration): fc.Arbitrary<LabState> {
  const fields = Object.entries(labFields(declaration))
  // A few controls moved at a time find the faults that all moved at once would hide behind one refusal.
  return fc
    .record(
      Object.fromEntries(
        fields.map(([name, field]) => [name, fc.option(texts(field.kind.control), { nil: null, freq: 2 })]),
      ),
    )
    .map((drawn) => {
      const state: Record<string, unknown> = { ...startState(declaration) }
      for (const [name, field] of fields) {
        const text = drawn[name]
        const parsed = text == null ? null : field.kind.parse(text)
        if (parsed?.ok) state[name] = parsed.value
      }
      return state
    })
}

beforeAll(useBackend)

describe.each(layerIds)('%s', (id) => {
  test('any state gives a figure or a refusal that can be told, and leaves no tensor', async () => {
    const declaration = await loadLayer(id)
    const t = useTranslate('zh')
    const figure = declaration.figure as Figure
    fc.assert(
      fc.property(states(declaration), fc.nat(50), (state, step) => {
        const before = tf.memory().numTensors
        const plan = declaration.plan(state as never)
        const request = { layer: declaration.keras, config: configOf(declaration, state), plan }
        const outcome = execute(request)
        expect(tf.memory().numTensors).toBe(before)
        if (!outcome.ok) {
          const { code, values, params } = outcome.refusal
          expect(t(`errors.${code}`, values)).toBeTruthy()
          expect(params.length).toBeGreaterThan(0)
          return
        }
        const context: FigureContext = {
          state,
          plan,
          passes: outcome.passes,
          view: (_n, fallback = 0) => fallback + step,
          t,
        }
        const model = figure.draw(context)
        const { player } = model
        if (player && player.count > 0)
          figure.explain?.(context, {
            panel: player.panel,
            index: player.indices?.[step % player.count] ?? step % player.count,
          })
      }),
      { numRuns: RUNS, seed: 20261123 },
    )
  })

  test('repeated passes can be drawn too, and leave no tensor', async () => {
    const declaration = await loadLayer(id)
    const state = startState(declaration)
    const plan = declaration.plan(state as never)
    const request = { layer: declaration.keras, config: configOf(declaration, state), plan }
    const before = tf.memory().numTensors
    const outcome = execute(request)
    const work = executeRepeated(request)
    let step = work.next()
    while (!step.done) step = work.next()
    expect(tf.memory().numTensors).toBe(before)
    if (!outcome.ok) throw new Error(outcome.refusal.message)
    const model = (declaration.figure as Figure).draw({
      state,
      plan,
      passes: { ...outcome.passes, ...step.value },
      view: (_name, fallback = 0) => fallback,
      t: useTranslate('en'),
    })
    expect(model.panels.length).toBeGreaterThan(0)
  })
})
