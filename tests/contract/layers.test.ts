import { describe, expect, test } from 'vitest'
import { openingPasses } from '../../components/lab/opening.ts'
import { layerIds, loadLayer } from '../../src/catalog/layers.ts'
import type { Figure, FigureContext } from '../../src/figures/figure.ts'
import { startState } from '../../src/spec/index.ts'

describe.each(layerIds)('%s', (id) => {
  test('the figure of the opening state builds, and explains what it picks', async () => {
    const declaration = await loadLayer(id)
    const state = startState(declaration)
    const figure = declaration.figure as Figure
    const context: FigureContext = {
      state,
      plan: declaration.plan(state as never),
      passes: await openingPasses(declaration),
      view: (_name, fallback = 0) => fallback,
      t: (key) => key,
    }
    const model = figure.draw(context)
    expect(model.panels.length).toBeGreaterThan(0)
    const { player } = model
    if (player && figure.explain) expect(figure.explain(context, { panel: player.panel, index: player.indices?.[0] ?? 0 })).not.toBeNull()
  })
})
