import {
  kinds,
  labFields,
  seeded,
  shapeText,
  sizeOf,
  startState,
  type AnyDeclaration,
  type Control,
  type LabState,
  type PassResults,
  type Question,
} from '../../src/spec/index.ts'

/** Tensors of an `element` question may have this many values, so that they can be worked out by hand. */
const MOST_VALUES = 40

/** A text a control could hold, drawn at random; null for controls that are typed. */
function drawn(control: Control, next: () => number): string | null {
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  switch (control.as) {
    case 'slider':
      return String(
        Number(
          (
            control.min +
            whole(0, Math.round((control.max - control.min) / control.step)) * control.step
          ).toFixed(6),
        ),
      )
    case 'axes':
      return Array.from({ length: control.rank }, () => whole(control.min, control.max)).join(', ')
    case 'choice':
      return control.options[whole(0, control.options.length - 1)]!
    case 'switch':
      return next() < 0.5 ? 'true' : 'false'
    case 'text':
      return null
  }
}

/** The state a question asks about; the same for the same seed. It may be one that Keras refuses. */
export function drawState(declaration: AnyDeclaration, question: Question, seed: number): LabState {
  const fields = labFields(declaration)
  const next = seeded(seed * 7919 + 17)
  const state: Record<string, unknown> = { ...startState(declaration), ...question.hold }
  for (const name of question.vary) {
    const field = fields[name]
    if (!field)
      throw new Error(`${declaration.keras}: a question varies "${name}", which the lab does not offer`)
    const among = question.among?.[name]
    if (among) {
      state[name] = among[Math.floor(next() * among.length)]
      continue
    }
    const text = drawn(field.kind.control, next)
    const parsed = text === null ? null : field.kind.parse(text)
    if (parsed?.ok) state[name] = parsed.value
  }
  return state
}

/** Which output element an `element` question asks for. */
export const elementAsked = (passes: PassResults, seed: number): number => {
  const output = passes.main.outputs[0]!
  return Math.floor(seeded(seed + 101)() * sizeOf(output.shape))
}

/** Whether a question's numbers can be worked out by hand. */
export function isFair(
  question: Question,
  inputs: readonly { shape: readonly number[] }[],
  passes: PassResults,
): boolean {
  const { outputs, weights } = passes.main
  if (sizeOf(outputs[0]!.shape) === 0) return false
  return (
    question.ask !== 'element' || [...inputs, ...weights].every(({ shape }) => sizeOf(shape) <= MOST_VALUES)
  )
}

export interface Verdict {
  readonly right: boolean
  /** The true answer, as text. */
  readonly answer: string
}

const dims = kinds.dims({ holes: false })

/** Judges an answer; null when it cannot be read as one. */
export function judge(question: Question, passes: PassResults, seed: number, text: string): Verdict | null {
  const output = passes.main.outputs[0]!
  if (question.ask === 'output_shape') {
    const parsed = dims.parse(text)
    if (!parsed.ok) return null
    return { right: parsed.value.join() === output.shape.join(), answer: shapeText(output.shape) }
  }
  const given = Number(text.replace('−', '-'))
  if (text.trim() === '' || !Number.isFinite(given)) return null
  const truth =
    question.ask === 'param_count'
      ? passes.main.weights.reduce((n, w) => n + sizeOf(w.shape), 0)
      : output.data[elementAsked(passes, seed)]!
  // Two decimals are what the cells show.
  const slack = question.ask === 'param_count' ? 0 : Math.max(0.011, Math.abs(truth) * 0.01)
  return { right: Math.abs(given - truth) <= slack, answer: String(Number(truth.toFixed(3))) }
}
