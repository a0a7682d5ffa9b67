import type { Issue } from './kinds.ts'
import type { LayerDeclaration } from './layer.ts'
import type { Fields, Params } from './params.ts'

export type AnyDeclaration = LayerDeclaration<Params, Fields, unknown>
/** Values by control name: Keras parameters, demo controls and pickers (`view_…`, whole numbers). */
export type LabState = Readonly<Record<string, unknown>>

const VIEW = /^view_[a-z_]+$/

/** Every control of a lab but the figure's pickers, in the order shown. */
export const labFields = (declaration: AnyDeclaration): Fields => ({
  ...Object.fromEntries(Object.entries(declaration.params).filter(([, f]) => f.lab)),
  ...declaration.demo,
})

export const startState = (declaration: AnyDeclaration): LabState =>
  Object.fromEntries(
    Object.entries({ ...declaration.params, ...declaration.demo }).map(([name, f]) => [name, f.start]),
  )

/** Something in a link that could not be used; the start value stands in its place. */
export interface AddressProblem {
  readonly name: string
  readonly given: string
  readonly issue: Issue
}

/** Reads a lab's state from a URL's query. Names that are no control of the lab are told of, not used. */
export function readAddress(
  declaration: AnyDeclaration,
  query: URLSearchParams,
): { readonly state: LabState; readonly problems: readonly AddressProblem[] } {
  const fields = labFields(declaration)
  const state: Record<string, unknown> = { ...startState(declaration) }
  const problems: AddressProblem[] = []
  for (const [name, given] of query) {
    // A link may hold any name, those of Object's own methods too.
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (VIEW.test(name)) {
      if (/^\d{1,5}$/.test(given)) state[name] = Number(given)
      else problems.push({ name, given, issue: { code: 'integer', values: { given } } })
    } else if (field) {
      const parsed = field.kind.parse(given)
      if (parsed.ok) state[name] = parsed.value
      else problems.push({ name, given, issue: parsed.issue })
    } else if (Object.hasOwn(declaration.params, name)) {
      problems.push({ name, given, issue: { code: 'not-offered', values: { given } } })
    }
    // Other names belong to whoever made the link (campaign tags and the like).
  }
  return { state, problems }
}

/** The query that opens exactly this state; values at their start are left out. */
export function writeAddress(declaration: AnyDeclaration, state: LabState): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, field] of Object.entries(labFields(declaration))) {
    const text = field.kind.format(state[name])
    if (text !== field.kind.format(field.start)) query.set(name, text)
  }
  for (const [name, value] of Object.entries(state))
    if (VIEW.test(name) && value !== undefined) query.set(name, String(value))
  return query
}

/** The layer's Keras configuration in a state: every parameter the lab offers. */
export function configOf(declaration: AnyDeclaration, state: LabState): Record<string, unknown> {
  const config: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(labFields(declaration)))
    if (name in declaration.params) config[name] = field.kind.config(state[name])
  return config
}
