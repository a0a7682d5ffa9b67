import { Fragment } from 'preact'
import { useComputed } from '@preact/signals'
import type { Control as ControlKind, Field } from '../../src/spec/index.ts'
import type { Store } from './store.ts'
import { textWidth } from './text.ts'

interface Props {
  readonly store: Store
  readonly name: string
  readonly field: Field<unknown>
  /** One line on what it means. */
  readonly meaning: string | undefined
}

interface WidgetProps {
  readonly store: Store
  readonly name: string
  readonly id: string
  readonly text: string
  readonly field: Field<unknown>
  readonly described: { 'aria-invalid'?: 'true'; 'aria-describedby'?: string }
}

/** Both events: what drives a page may send either, and the same value twice asks for nothing. */
const on = <E extends HTMLInputElement | HTMLSelectElement>(take: (element: E) => void) => {
  const listen = (event: Event) => take(event.currentTarget as E)
  return { onInput: listen, onChange: listen }
}

const typed = (store: Store, name: string) =>
  on<HTMLInputElement>((element) => store.type(name, element.value))

type Slider = Extract<ControlKind, { as: 'slider' }>
type Axes = Extract<ControlKind, { as: 'axes' }>

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))

function Range(props: {
  store: Store
  label: string
  min: number
  max: number
  step: number
  value: number
  set: (v: number) => void
}) {
  const { label, min, max, step, value, set } = props
  const share = max > min ? (clamp(value, min, max) - min) / (max - min) : 0
  return (
    <input
      type="range"
      class="lb-range"
      aria-label={label}
      min={min}
      max={max}
      step={step}
      value={value}
      style={`--share:${share}`}
      {...on<HTMLInputElement>((element) => set(Number(element.value)))}
    />
  )
}

/** Leaves an optional value out; pressed while it is. */
function Unset({ store, name, field, text }: Pick<WidgetProps, 'store' | 'name' | 'field' | 'text'>) {
  const none = field.kind.format(null)
  return (
    <button
      type="button"
      class="lb-none"
      aria-pressed={text === none}
      aria-label={store.t('lab.unset', { name })}
      onClick={() => store.type(name, none)}
    >
      {none}
    </button>
  )
}

function SliderWidget({
  store,
  name,
  id,
  text,
  described,
  field,
  control,
}: WidgetProps & { control: Slider }) {
  const { min, max, step, optional } = control
  const set = (value: number) => store.type(name, String(value))
  const value = Number(text)
  return (
    <>
      {optional && <Unset store={store} name={name} field={field} text={text} />}
      <input
        id={id}
        name={name}
        class="lb-box"
        inputMode={step < 1 ? ('decimal' as const) : ('numeric' as const)}
        {...(optional
          ? ({ type: 'text' } as const)
          : ({ type: 'number', step: step < 1 ? 'any' : step } as const))}
        value={text}
        {...typed(store, name)}
        {...described}
      />
      <Range
        store={store}
        label={store.t('lab.slider', { name })}
        min={min}
        max={max}
        step={step}
        value={Number.isFinite(value) && text !== '' && text !== 'None' ? value : min}
        set={set}
      />
    </>
  )
}

function AxesWidget({ store, name, id, text, described, field, control }: WidgetProps & { control: Axes }) {
  const { rank, min, max, optional } = control
  const parsed = field.kind.parse(text)
  const values = (parsed.ok ? parsed.value : null) as readonly number[] | null
  const at = (axis: number) => values?.[axis] ?? min
  const set = (axis: number) => (value: number) => {
    const next = Array.from({ length: rank }, (_, i) => (i === axis ? value : at(i)))
    store.type(name, field.kind.format(next))
  }
  return (
    <>
      {optional && <Unset store={store} name={name} field={field} text={text} />}
      <input
        id={id}
        name={name}
        class="lb-box"
        type="text"
        inputMode="numeric"
        value={text}
        {...typed(store, name)}
        {...described}
      />
      <span class="lb-axes">
        {Array.from({ length: rank }, (_, axis) => (
          <Range
            key={axis}
            store={store}
            label={
              rank === 1
                ? store.t('lab.slider', { name })
                : store.t('lab.slider_axis', { name, axis: axis + 1 })
            }
            min={min}
            max={max}
            step={1}
            value={at(axis)}
            set={set(axis)}
          />
        ))}
      </span>
    </>
  )
}

/** Whether a choice needs a row to itself to be read whole. */
const isLong = (text: string) => textWidth(text) > 9.5

function Widget(props: WidgetProps) {
  const { store, name, id, text, field, described } = props
  const { control } = field.kind
  switch (control.as) {
    case 'slider':
      return <SliderWidget {...props} control={control} />
    case 'axes':
      return <AxesWidget {...props} control={control} />
    case 'choice':
      return (
        <select
          id={id}
          name={name}
          value={text}
          class={
            control.options.some((option) => isLong(store.optionText(name, option))) ? 'lb-long' : undefined
          }
          {...on<HTMLSelectElement>((element) => store.type(name, element.value))}
          {...described}
        >
          {control.options.map((option) => (
            <option key={option} value={option} selected={option === text}>
              {store.optionText(name, option)}
            </option>
          ))}
        </select>
      )
    case 'switch':
      return (
        <input
          id={id}
          name={name}
          class="lb-switch"
          type="checkbox"
          checked={text === 'true'}
          {...on<HTMLInputElement>((element) => store.type(name, element.checked ? 'true' : 'false'))}
          {...described}
        />
      )
    case 'text':
      return (
        <input
          id={id}
          name={name}
          class="lb-text"
          type="text"
          value={text}
          {...typed(store, name)}
          {...described}
        />
      )
  }
}

/** Keras's name, which may break after its underscores only. */
const ParameterName = ({ name }: { name: string }) => (
  <code>
    {name.split(/(?<=_)/).map((part, i) => (
      <Fragment key={i}>
        {i > 0 && <wbr />}
        {part}
      </Fragment>
    ))}
  </code>
)

/** A labelled control of one field; what was typed stays, with what is wrong about it beside. */
export function Control({ store, name, field, meaning }: Props) {
  // Of all controls, only the one that moved is drawn again.
  const text = useComputed(() => store.texts.value[name] ?? '').value
  const issue = useComputed(() => store.issues.value[name]).value
  const blamed = useComputed(() => store.blamed.value.includes(name)).value
  const id = `lb-${name}`
  const described = {
    ...((issue || blamed) && { 'aria-invalid': 'true' as const }),
    ...((issue || meaning) && { 'aria-describedby': `${id}-about` }),
  }
  const isParameter = name in store.declaration.params
  return (
    <div class={`lb-control lb-as-${field.kind.control.as}${issue || blamed ? ' lb-bad' : ''}`}>
      <label for={id} title={meaning}>
        {isParameter ? <ParameterName name={name} /> : store.t(`demo.${name}`)}
      </label>
      <Widget store={store} name={name} id={id} text={text} field={field} described={described} />
      {issue ? (
        <p class="lb-issue" id={`${id}-about`} role="alert">
          {store.t(`issues.${issue.code}`, issue.values)}
        </p>
      ) : (
        meaning && (
          <p class="lb-meaning" id={`${id}-about`}>
            {meaning}
          </p>
        )
      )}
    </div>
  )
}
