import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Control, InputOutput } from '../../../src/runtime/kernel/protocol.ts'
import type { Translate } from '../../site/strings.ts'

type Value = number | boolean | string

interface Props {
  output: InputOutput
  id: string
  /** Whether nothing is there that would take a new value. */
  disabled: boolean
  t: Translate
  onSet(value: Value): void
}

const clamp = (value: number, low: number | null, high: number | null): number =>
  Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value))

/** The nearest value that is allowed. */
const mend = (
  value: number,
  { min, max, step }: { min: number | null; max: number | null; step: number | null },
) => {
  const from = min ?? 0
  const even = step === null || !(step > 0) ? value : from + Math.round((value - from) / step) * step
  return clamp(Number(even.toPrecision(12)), min, max)
}

/** Decimals that steps of this size need. */
const decimalsOf = (step: number): number => {
  const [, digits = '', power = '0'] = /^[\d]*\.?(\d*)(?:e([-+]\d+))?$/.exec(String(step)) ?? []
  return Math.min(10, Math.max(0, digits.length - Number(power)))
}

/** An input that a cell made. It keeps its value while what depends on it is computed. */
export function Input({ output, id, disabled, t, onSet }: Props) {
  const { control, label } = output
  const value = useSignal<Value>(control.value)
  // The cell ran again and made the input anew.
  useEffect(() => {
    value.value = control.value
  }, [output])
  const set = (next: Value) => {
    if (next === value.peek()) return
    value.value = next
    onSet(next)
  }
  const shared = { id, name: label, disabled }
  if (control.type === 'button')
    return (
      <div class="nb-input" data-input="button">
        <button type="button" {...shared} onClick={() => set(Number(value.peek()) + 1)}>
          {label}
        </button>
      </div>
    )
  return (
    <div class="nb-input" data-input={control.type}>
      <label for={id}>{label}</label>
      <Widget
        control={control}
        shared={shared}
        value={value.value}
        set={set}
        typed={t('notebook.input.value', { label })}
      />
    </div>
  )
}

interface WidgetProps {
  control: Exclude<Control, { type: 'button' }>
  shared: { id: string; name: string; disabled: boolean }
  value: Value
  set(value: Value): void
  /** Names the box beside a slider. */
  typed: string
}

function Widget({ control, shared, value, set, typed }: WidgetProps) {
  switch (control.type) {
    case 'slider':
      return <Slider control={control} shared={shared} value={Number(value)} set={set} typed={typed} />
    case 'number':
      return <Typed {...control} shared={shared} value={Number(value)} set={set} />
    case 'select':
      return (
        <select {...shared} value={String(value)} onInput={(event) => set(Number(event.currentTarget.value))}>
          {control.options.map((option, i) => (
            <option key={i} value={String(i)} selected={i === value}>
              {option}
            </option>
          ))}
        </select>
      )
    case 'toggle':
      return (
        <input
          {...shared}
          type="checkbox"
          checked={value === true}
          onInput={(event) => set(event.currentTarget.checked)}
        />
      )
    case 'text':
      return (
        <input
          {...shared}
          type="text"
          value={String(value)}
          placeholder={control.placeholder}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )
  }
}

function Slider(props: {
  control: Extract<Control, { type: 'slider' }>
  shared: WidgetProps['shared']
  value: number
  set(value: number): void
  typed: string
}) {
  const { control, shared, value, set, typed } = props
  const { min, max, step } = control
  const share = max > min ? (clamp(value, min, max) - min) / (max - min) : 0
  return (
    <>
      <input
        {...shared}
        class="lb-range"
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        style={`--share:${share}`}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
      <Typed
        min={min}
        max={max}
        step={step}
        shared={{ disabled: shared.disabled }}
        value={value}
        set={set}
        label={typed}
      />
    </>
  )
}

/** A number that is typed. What is no number, or outside of its bounds, waits until it is left, then is mended. */
function Typed(props: {
  min: number | null
  max: number | null
  step: number | null
  shared: Partial<WidgetProps['shared']>
  value: number
  set(value: number): void
  /** Where no `<label>` names it. */
  label?: string
}) {
  const { min, max, step, shared, value, set, label } = props
  const typed = useSignal<string | null>(null)
  const shown = step === null ? String(value) : String(Number(value.toFixed(Math.max(2, decimalsOf(step)))))
  return (
    <input
      {...shared}
      type="number"
      aria-label={label}
      min={min ?? undefined}
      max={max ?? undefined}
      step={step ?? 'any'}
      value={typed.value ?? shown}
      onInput={({ currentTarget: { value: text, valueAsNumber: number } }) => {
        typed.value = text
        if (mend(number, props) === number) set(number)
      }}
      onBlur={({ currentTarget: { valueAsNumber: number } }) => {
        typed.value = null
        if (Number.isFinite(number)) set(mend(number, props))
      }}
    />
  )
}
