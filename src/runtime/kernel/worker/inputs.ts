import { KERNEL_LIMITS, type Control } from '../protocol.ts'
import type { CellRun } from './run.ts'

/** What an input was asked for wrongly. The code is a string of the notebook. */
class InputError extends RangeError {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>

  constructor(code: string, message: string, values: Record<string, string | number>) {
    super(message)
    this.name = 'InputError'
    this.code = code
    this.values = values
  }
}

/** An input of a cell. Other cells see its value; the cell that makes it sees this. */
export class Input<T = unknown> {
  readonly #read: (control: Control) => T
  control: Control
  readonly label: string

  constructor(label: string, control: Control, read: (control: Control) => T) {
    this.label = label
    this.control = control
    this.#read = read
  }

  /** The present value. */
  get value(): T {
    return this.#read(this.control)
  }

  valueOf(): T {
    return this.value
  }

  toString(): string {
    return String(this.value)
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

const labelOf = (label: unknown): string => (label === undefined ? '' : String(label).slice(0, 200))

/** The nearest value that the control may have. */
function snapped(value: number, min: number, max: number, step: number): number {
  const steps = Math.round((value - min) / step)
  const digits = Math.max(...[min, step].map((n) => String(n).split('.')[1]?.length ?? 0))
  const found = Number((min + steps * step).toFixed(Math.min(digits, 12)))
  return Math.min(max, Math.max(min, found > max ? found - step : found))
}

/**
 * The control with another value.
 * @returns null where the control may not have it.
 */
export function withValue(control: Control, value: unknown): Control | null {
  switch (control.type) {
    case 'slider':
      if (!isNumber(value) || value < control.min || value > control.max) return null
      return { ...control, value }
    case 'number': {
      const { min, max } = control
      if (!isNumber(value) || (min !== null && value < min) || (max !== null && value > max)) return null
      return { ...control, value }
    }
    case 'select':
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) < control.options.length
        ? { ...control, value: Number(value) }
        : null
    case 'toggle':
      return typeof value === 'boolean' ? { ...control, value } : null
    case 'text':
      return typeof value === 'string' && value.length <= KERNEL_LIMITS.text ? { ...control, value } : null
    case 'button':
      return Number.isSafeInteger(value) && Number(value) >= 0 ? { ...control, value: Number(value) } : null
  }
}

interface Labelled {
  label?: string
}

const numeric = (name: string, value: unknown): number => {
  if (isNumber(value)) return value
  throw new InputError('input-number', `${name} must be a finite number, not ${String(value)}`, {
    name,
    value: String(value),
  })
}

const inRange = (value: number, min: number | null, max: number | null): void => {
  if ((min === null || value >= min) && (max === null || value <= max)) return
  throw new InputError('input-value', `value ${value} is not from ${min} to ${max}`, {
    value,
    min: min ?? '-∞',
    max: max ?? '∞',
  })
}

const ordered = (min: number | null, max: number | null): void => {
  if (min === null || max === null || min < max) return
  throw new InputError('input-range', `min ${min} must be less than max ${max}`, { min, max })
}

/** The functions by which the cell of `run` makes its inputs. */
export function inputsOf(run: CellRun) {
  return {
    slider(options: Labelled & { min?: number; max?: number; step?: number; value?: number } = {}) {
      const min = numeric('min', options.min ?? 0)
      const max = numeric('max', options.max ?? 1)
      ordered(min, max)
      const whole = Number.isInteger(min) && Number.isInteger(max) && max - min > 1
      const step = numeric('step', options.step ?? (whole ? 1 : (max - min) / 100))
      if (step <= 0) throw new InputError('input-step', `step ${step} must be more than 0`, { step })
      const value = numeric('value', options.value ?? snapped((min + max) / 2, min, max, step))
      inRange(value, min, max)
      return run.input(
        labelOf(options.label),
        { type: 'slider', min, max, step, value },
        (control) => (control as { value: number }).value,
      )
    },
    number(options: Labelled & { min?: number; max?: number; step?: number; value?: number } = {}) {
      const given = (name: 'min' | 'max' | 'step') =>
        options[name] === undefined ? null : numeric(name, options[name])
      const [min, max, step] = [given('min'), given('max'), given('step')]
      ordered(min, max)
      const value = numeric('value', options.value ?? min ?? 0)
      inRange(value, min, max)
      return run.input(
        labelOf(options.label),
        { type: 'number', min, max, step, value },
        (control) => (control as { value: number }).value,
      )
    },
    select<T>(options: Iterable<T>, { label, value }: Labelled & { value?: T } = {}) {
      const choices = [...options].slice(0, KERNEL_LIMITS.options)
      if (choices.length === 0) throw new InputError('input-empty', 'select needs at least one option', {})
      const chosen = value === undefined ? 0 : choices.indexOf(value)
      const names = choices.map((choice) => String(choice).slice(0, 200))
      if (chosen < 0)
        throw new InputError('input-choice', `${String(value)} is none of ${names.join(', ')}`, {
          value: String(value),
          options: names.join(', '),
        })
      return run.input(
        labelOf(label),
        { type: 'select', options: names, value: chosen },
        (control) => choices[(control as { value: number }).value]!,
      )
    },
    toggle({ label, value = false }: Labelled & { value?: boolean } = {}) {
      return run.input(
        labelOf(label),
        { type: 'toggle', value: Boolean(value) },
        (control) => (control as { value: boolean }).value,
      )
    },
    text({ label, value = '', placeholder = '' }: Labelled & { value?: string; placeholder?: string } = {}) {
      return run.input(
        labelOf(label),
        {
          type: 'text',
          value: String(value).slice(0, KERNEL_LIMITS.text),
          placeholder: String(placeholder).slice(0, 200),
        },
        (control) => (control as { value: string }).value,
      )
    },
    button(label?: string) {
      return run.input(
        labelOf(label),
        { type: 'button', value: 0 },
        (control) => (control as { value: number }).value,
      )
    },
  }
}
