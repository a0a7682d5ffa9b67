import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Scale } from '../../src/charts/model.ts'
import { levelClass, numberText, scaleOf } from '../../src/charts/scale.ts'
import type { TensorValue } from '../../src/runtime/sandbox/protocol.ts'
import type { Translate } from '../site/strings.ts'
import { planesOf, tensorText, type Plane } from './numbers.ts'
import { Picture } from './Picture.tsx'
import { picturesOf } from './pictures.ts'

/** Widest and highest that a plane is drawn, and largest that its cells are, in px. */
const WIDTH = 360
const HEIGHT = 180
const CELL = 18

const shapeText = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`

/** A plane as one path a colour, so that thousands of cells cost a few elements. */
function Heat({ plane, scale }: { plane: Plane; scale: Scale }) {
  const { rows, cols, values } = plane
  const paths = useMemo(() => {
    const found = new Map<string, string>()
    values.forEach((value, i) => {
      const name = levelClass(value, scale)
      found.set(name, `${found.get(name) ?? ''}M${i % cols} ${Math.floor(i / cols)}h1v1h-1z`)
    })
    return [...found]
  }, [plane, scale])
  const cell = Math.min(CELL, WIDTH / cols, HEIGHT / rows)
  return (
    <figure class="cell-heat">
      <svg
        viewBox={`0 0 ${cols} ${rows}`}
        width={Math.max(cell * cols, 4)}
        height={Math.max(cell * rows, 4)}
        preserveAspectRatio="none"
        shape-rendering="crispEdges"
        aria-hidden="true"
      >
        {paths.map(([name, d]) => (
          <path key={name} class={name} d={d} />
        ))}
      </svg>
      {plane.label && <figcaption>{plane.label}</figcaption>}
    </figure>
  )
}

/** A tensor as numbers and as a heat map, or as a picture where its shape is that of one. */
export function Tensor({ tensor, t }: { tensor: TensorValue; t: Translate }) {
  const { pictures, total } = useMemo(() => picturesOf(tensor), [tensor])
  const pictured = useSignal(false)
  const shape = shapeText(tensor.shape)
  return (
    <div class="cell-tensor" data-shape={shape}>
      <p class="cell-tensor-head">
        <code>{shape}</code> {tensor.dtype}
        {pictures.length > 0 && (
          <button
            type="button"
            class="cell-switch"
            aria-pressed={pictured.value}
            onClick={() => (pictured.value = !pictured.value)}
          >
            {t('cell.picture.show')}
          </button>
        )}
      </p>
      {pictured.value ? (
        <>
          <Picture pictures={pictures} label={t('cell.picture.label', { shape })} />
          {total > pictures.length && (
            <p class="cell-tensor-head">{t('cell.shown', { shown: pictures.length, total })}</p>
          )}
        </>
      ) : (
        <Numbers tensor={tensor} t={t} />
      )}
    </div>
  )
}

function Numbers({ tensor, t }: { tensor: TensorValue; t: Translate }) {
  const { text, planes, total, values, scale } = useMemo(() => {
    const { planes, total } = planesOf(tensor)
    const values = planes.flatMap((plane) => plane.values).filter(Number.isFinite)
    return { text: tensorText(tensor), planes, total, values, scale: scaleOf(values) }
  }, [tensor])
  const lowest = values.reduce((a, b) => Math.min(a, b), Infinity)
  const highest = values.reduce((a, b) => Math.max(a, b), -Infinity)
  return (
    <div class="cell-tensor-body">
      <pre tabIndex={0} role="group" aria-label={t('cell.numbers', { shape: shapeText(tensor.shape) })}>
        {text}
      </pre>
      {planes.length > 0 && values.length > 0 && (
        <div
          class="cell-heats"
          role="img"
          aria-label={t('cell.heat', { min: numberText(lowest, 4), max: numberText(highest, 4) })}
        >
          <div class="cell-heat-planes">
            {planes.map((plane) => (
              <Heat key={plane.label} plane={plane} scale={scale} />
            ))}
          </div>
          <p>
            {t('cell.range', { min: numberText(lowest, 3), max: numberText(highest, 3) })}
            {total > planes.length && ` · ${t('cell.planes', { shown: planes.length, total })}`}
          </p>
        </div>
      )}
    </div>
  )
}
