import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openingPasses } from '../../components/lab/opening.ts'
import { isFair } from '../../components/predict/question.ts'
import { pose } from '../../components/predict/pose.ts'
import { useTranslate } from '../../components/site/i18n.ts'
import { localeNames } from '../../components/site/locales.ts'
import reference from '../../content/keras_layers.json' with { type: 'json' }
import { layerIds, loadLayer } from '../../src/catalog/layers.ts'
import { plainCall, pythonCall, typescriptCall } from '../../src/code/index.ts'
import type { Figure, FigureContext, FigureModel } from '../../src/figures/figure.ts'
import { execute } from '../../src/runtime/execute.ts'
import {
  configOf,
  labFields,
  readAddress,
  startState,
  writeAddress,
  type AnyDeclaration,
  type LabState,
  type Param,
  type PassResults,
} from '../../src/spec/index.ts'
import { readPage } from './pages.ts'

interface Signature {
  readonly param: string
  readonly default: unknown
  readonly required: boolean
}

/** Keras's own signature, from the reference data. */
function signatureOf(keras: string): Signature[] {
  const found = (
    reference as unknown as { layers: { name: string; python_signature: Signature[] }[] }
  ).layers.find(({ name }) => name === keras)
  if (!found) throw new Error(`content/keras_layers.json knows no ${keras}`)
  return found.python_signature.filter(({ param }) => !param.startsWith('*') && param !== 'name')
}

const contextOf = (
  declaration: AnyDeclaration,
  state: LabState,
  passes: PassResults,
  t: FigureContext['t'],
): FigureContext => ({
  state,
  plan: declaration.plan(state as never),
  passes,
  view: (name, fallback = 0) => (typeof state[name] === 'number' ? (state[name] as number) : fallback),
  t,
})

/** Draws a state and explains every element a player visits. */
function drawAll(
  declaration: AnyDeclaration,
  state: LabState,
  passes: PassResults,
  t: FigureContext['t'],
): FigureModel {
  const figure = declaration.figure as Figure
  const context = contextOf(declaration, state, passes, t)
  const model = figure.draw(context)
  const { player } = model
  if (player && figure.explain)
    for (let step = 0; step < player.count; step++) {
      const explanation = figure.explain(context, {
        panel: player.panel,
        index: player.indices?.[step] ?? step,
      })
      expect(explanation, `step ${step} is explained`).not.toBeNull()
    }
  return model
}

const run = (declaration: AnyDeclaration, state: LabState) =>
  execute({
    layer: declaration.keras,
    config: configOf(declaration, state),
    plan: declaration.plan(state as never),
  })

describe.each(layerIds)('%s', (id) => {
  test('declares every constructor parameter in Keras’s order, with Keras’s defaults', async () => {
    const declaration = await loadLayer(id)
    const params = declaration.params as Record<string, Param<unknown>>
    const signature = signatureOf(declaration.keras)
    expect(Object.keys(params)).toEqual(signature.map(({ param }) => param))
    for (const { param, default: value, required } of signature) {
      expect(params[param]!.required, param).toBe(required)
      if (!required)
        expect(params[param]!.kind.config(params[param]!.default), param).toEqual(
          sameRank(value, params[param]!.kind.config(params[param]!.default)),
        )
    }
  })

  test.each(localeNames)('the %s page has the twins’ frontmatter complete', async (locale) => {
    const declaration = await loadLayer(id)
    const { frontmatter } = readPage(id, locale)
    expect(Object.keys(frontmatter.params ?? {}).sort()).toEqual(Object.keys(declaration.params).sort())
    expect(Object.keys(frontmatter.presets ?? {}).sort()).toEqual(Object.keys(declaration.presets).sort())
    expect(frontmatter.summary).toBeTruthy()
  })

  test('the twins have the same sections, components, code and numbers', () => {
    const [zh, en] = [readPage(id, 'zh'), readPage(id, 'en')]
    expect(zh.levels).toEqual(en.levels)
    expect(zh.components).toEqual(en.components)
    expect(zh.code).toEqual(en.code)
    expect(zh.tex).toEqual(en.tex)
    expect(zh.components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Parameters', 'Snippet', 'Cell', 'Pitfall', 'Predict', 'SeeAlso']),
    )
  })

  test('golden.json holds at least 8 cases, refusals among them', () => {
    const golden = JSON.parse(readFileSync(`content/layers/${id}/golden.json`, 'utf8')) as {
      cases: { id: string; raises?: string }[]
      snippet: { stdout: string }
    }
    expect(golden.cases.length).toBeGreaterThanOrEqual(8)
    expect(golden.cases.filter(({ raises }) => raises).length).toBeGreaterThanOrEqual(2)
    expect(golden.cases.every((c) => c.id.startsWith(`${id.split('/')[1]}/`))).toBe(true)
    expect(golden.snippet.stdout.trim()).not.toBe('')
  })

  test('the start and every scene run, draw and explain in both languages', async () => {
    const declaration = await loadLayer(id)
    expect(await openingPasses(declaration)).toHaveProperty('main')
    for (const preset of [{}, ...Object.values(declaration.presets)]) {
      const state = { ...startState(declaration), ...preset }
      const outcome = run(declaration, state)
      // A scene may show a refusal; then it must be one the page can tell.
      if (!outcome.ok) {
        for (const locale of localeNames)
          expect(useTranslate(locale)(`errors.${outcome.refusal.code}`, outcome.refusal.values)).toBeTruthy()
        continue
      }
      for (const locale of localeNames) {
        const model = drawAll(declaration, state, outcome.passes, useTranslate(locale))
        expect(model.panels.length).toBeGreaterThan(0)
        expect(JSON.stringify(model)).not.toMatch(/undefined|\[object/)
      }
    }
  })

  test('every control has a name in both languages, every choice a text', async () => {
    const declaration = await loadLayer(id)
    for (const locale of localeNames) {
      const t = useTranslate(locale)
      for (const [name, field] of Object.entries(declaration.demo)) {
        expect(t(`demo.${name}`)).toBeTruthy()
        const { control } = field.kind
        if (control.as === 'choice')
          for (const option of control.options) expect(t(`choices.${option}`)).toBeTruthy()
      }
    }
  })

  test('a state survives its URL', async () => {
    const declaration = await loadLayer(id)
    for (const preset of Object.values(declaration.presets)) {
      const state = { ...startState(declaration), ...preset }
      const back = readAddress(declaration, writeAddress(declaration, state))
      expect(back.problems).toEqual([])
      for (const [name, field] of Object.entries(labFields(declaration)))
        expect(field.kind.format(back.state[name]), name).toBe(field.kind.format(state[name]))
    }
  })

  test('code is generated for every scene', async () => {
    const declaration = await loadLayer(id)
    for (const preset of [{}, ...Object.values(declaration.presets)]) {
      const state = { ...startState(declaration), ...preset }
      expect(pythonCall(declaration, state)).toContain(`keras.layers.${declaration.keras}(`)
      expect(typescriptCall(declaration, state)).toContain('layers.')
      expect(plainCall(declaration, state)).toHaveProperty('same')
    }
  })

  test('its questions can be posed, and fairly', async () => {
    const declaration = await loadLayer(id)
    expect(declaration.predict.length).toBeGreaterThanOrEqual(2)
    for (const question of declaration.predict)
      for (const seed of [1, 50, 400]) {
        const posed = await pose(declaration, question, seed, execute)
        expect(posed, `${question.ask} from seed ${seed}`).not.toBeNull()
        const inputs = declaration.plan(posed!.state as never).passes.main.inputs
        expect(isFair(question, inputs, posed!.passes)).toBe(true)
      }
  })
})

/** Keras writes some defaults as one number for all axes. */
function sameRank(value: unknown, like: unknown): unknown {
  if (Array.isArray(like) && typeof value === 'number') return like.map(() => value)
  return value
}
