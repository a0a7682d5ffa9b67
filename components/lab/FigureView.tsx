import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { chartOf, widthOf } from '../../src/charts/index.ts'
import type { FigureModel, Panel, Sign } from '../../src/figures/figure.ts'
import type { Store } from './store.ts'
import { FormulaLine, Terms } from './terms.tsx'
import { textWidth } from './text.ts'

function PanelView({ store, panel }: { store: Store; panel: Panel }) {
  const Chart = chartOf(panel.chart)
  const width = widthOf(panel.chart)
  const overlay = store.explanation.value?.overlays[panel.id]
  const pick = store.pick.value
  const picked = pick?.panel === panel.id ? pick.index : store.explanation.value?.places?.[panel.id]
  return (
    <figure class={`lb-panel lb-role-${panel.role}${panel.wide ? ' lb-wide' : ''}`} data-panel={panel.id}>
      <figcaption>
        <span class="lb-chip">{panel.title}</span>
        {panel.caption && <span class="lb-caption">{panel.caption}</span>}
      </figcaption>
      <div class="lb-chart-box" style={width === null ? undefined : `--w:${Math.round(width)}`}>
        <Chart
          model={panel.chart}
          role={panel.role}
          label={`${panel.title}${panel.caption ? ` ${panel.caption}` : ''}`}
          {...(overlay && { overlay })}
          {...(panel.pick && {
            onPick: (index: number | null, hold: boolean) => {
              if (index === null) store.hover(null)
              else if (hold) store.hold({ panel: panel.id, index })
              else store.hover({ panel: panel.id, index })
            },
          })}
          {...(picked !== undefined && { picked })}
        />
      </div>
    </figure>
  )
}

/** Time a step stays while playing, in ms. */
const BEAT = 600

function Transport({ store, model }: { store: Store; model: FigureModel }) {
  const playing = useSignal(false)
  const { player } = model
  const count = player?.count ?? 0
  const step = Math.min(Number(store.state.value.view_step ?? player?.start ?? 0), Math.max(0, count - 1))
  const go = (to: number) => store.set({ view_step: ((to % count) + count) % count })
  useEffect(() => {
    if (!playing.value || count === 0) return
    const beat = setTimeout(() => go(step + 1), BEAT)
    return () => clearTimeout(beat)
  }, [playing.value, step, count])
  if (!player || count < 2) return null
  return (
    <div class="lb-transport">
      <button type="button" onClick={() => go(step - 1)} aria-label={store.t('lab.previous')}>
        ‹
      </button>
      <button
        type="button"
        class="lb-play"
        onClick={() => (playing.value = !playing.value)}
        aria-pressed={playing.value}
      >
        {store.t(playing.value ? 'lab.pause' : 'lab.play')}
      </button>
      <button type="button" onClick={() => go(step + 1)} aria-label={store.t('lab.next')}>
        ›
      </button>
      <input
        type="range"
        class="lb-range"
        name="view_step"
        aria-label={store.t('lab.step')}
        min={0}
        max={count - 1}
        value={step}
        style={`--share:${count > 1 ? step / (count - 1) : 0}`}
        onInput={(e) => store.set({ view_step: Number(e.currentTarget.value) })}
      />
      <output>
        {step + 1} / {count}
      </output>
    </div>
  )
}

function Pickers({ store, model }: { store: Store; model: FigureModel }) {
  const pickers = model.pickers.filter((p) => p.count > 1)
  if (pickers.length === 0) return null
  return (
    <div class="lb-pickers">
      {pickers.map(({ name, label, count, options }) => {
        const value = Math.min(Number(store.state.value[name] ?? 0), count - 1)
        return (
          <label key={name}>
            {label}
            <select
              name={name}
              value={String(value)}
              onInput={(e) => store.set({ [name]: Number(e.currentTarget.value) })}
            >
              {Array.from({ length: count }, (_, i) => (
                <option key={i} value={String(i)} selected={i === value}>
                  {options?.[i] ?? i}
                </option>
              ))}
            </select>
          </label>
        )
      })}
    </div>
  )
}

interface Part {
  readonly sign: string | null
  readonly panel: Panel
}

/** Each panel with the sign before it, so that both stay together where a line breaks. */
function partsOf(items: readonly (Panel | Sign)[]): Part[] {
  const parts: Part[] = []
  let sign: string | null = null
  for (const item of items) {
    if ('sign' in item) sign = item.sign
    else {
      parts.push({ sign, panel: item })
      sign = null
    }
  }
  return parts
}

const GAP = 10
const SIGN = 16

/**
 * What the stylesheet needs to set a row of charts on one line: the sum of the charts' widths, and the px
 * that signs, gaps and captions wider than their chart take beside.
 */
function measure(parts: readonly Part[]): string | undefined {
  let charts = 0
  let beside = 0
  for (const { sign, panel } of parts) {
    if (panel.wide) continue
    const width = widthOf(panel.chart)
    if (width === null) return undefined
    charts += width
    const caption = Math.max(textWidth(panel.title) * 13 + 14, textWidth(panel.caption ?? '') * 13.5)
    beside += GAP + Math.max(0, caption - width) + (sign === null ? 0 : GAP + sign.length * SIGN)
  }
  return charts > 0 ? `--charts:${Math.round(charts)};--beside:${Math.ceil(beside)}px` : undefined
}

function Panels({ store, parts }: { store: Store; parts: readonly Part[] }) {
  if (parts.length === 0) return null
  return (
    <div class="lb-panels" style={measure(parts)}>
      {parts.map(({ sign, panel }) => (
        <div key={panel.id} class={panel.wide ? 'lb-part lb-wide' : 'lb-part'}>
          {sign !== null && (
            <span class="lb-sign" aria-hidden="true">
              {sign}
            </span>
          )}
          <PanelView store={store} panel={panel} />
        </div>
      ))}
    </div>
  )
}

/** The figure of the last state the layer accepted. */
export function FigureView({ store }: { store: Store }) {
  const model = store.model.value
  const explanation = store.explanation.value
  const parts = partsOf(model.panels)
  return (
    <div class="lb-figure">
      <Pickers store={store} model={model} />
      {model.note && <p class="lb-note">{model.note}</p>}
      <Panels store={store} parts={parts.filter(({ panel }) => !panel.below)} />
      <Transport store={store} model={model} />
      <p class="lb-sum" data-sum>
        {explanation && <Terms terms={explanation.sum} />}
      </p>
      {explanation?.lines && (
        <div class="lb-lines">
          {explanation.lines.map((line) => (
            <FormulaLine key={line.label} formula={line} />
          ))}
        </div>
      )}
      <Panels store={store} parts={parts.filter(({ panel }) => panel.below)} />
    </div>
  )
}
