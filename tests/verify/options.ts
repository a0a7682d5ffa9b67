import reference from '../../content/keras_layers.json' with { type: 'json' }
import type { Case } from './cases.ts'
import { className } from './check.ts'
import type { Finding } from './compare.ts'
import type { TfjsVerdict } from './plain_tfjs.ts'

/**
 * What one option of a layer does in plain tfjs. `unclear`: a case that sets it parts, but another option of
 * that case may be why.
 */
export type Verdict = 'exact' | 'differs' | 'unclear' | 'missing'

export interface OptionReport {
  /** Keras's name of the parameter or call argument; empty for the layer with nothing but what it requires. */
  readonly option: string
  readonly cases: number
  readonly plain: Verdict
  /** Of the library: cases that fail, and the greatest difference of the others. */
  readonly failed: number
  readonly greatest: number
}

const NOT_OPTIONS = new Set(['name', 'trainable', 'dtype'])

/** The parameters and call arguments a case sets, without those every case of the layer sets. */
function optionsOf(one: Case, required: ReadonlySet<string>): string[] {
  const config = Object.keys(one.config ?? {}).filter((name) => !NOT_OPTIONS.has(name) && !required.has(name))
  const call = Object.keys(one.call ?? {})
  const mask = one.input_mask === undefined ? [] : ['mask']
  return [...new Set([...config, ...call, ...mask])]
}

interface Signature {
  readonly name: string
  readonly python_signature: readonly { param: string; default: unknown; required: boolean }[]
}

const signatures = new Map(
  (reference.layers as unknown as Signature[]).map(({ name, python_signature }) => [name, python_signature]),
)

/** The case with Keras's defaults written down. */
export function spelledOut(one: Case): Case {
  const defaults = (signatures.get(className(one)) ?? [])
    .filter(({ param, default: value, required }) => !required && !param.startsWith('*') && value !== null)
    .map(({ param, default: value }) => [param, value])
  return { ...one, config: { ...(Object.fromEntries(defaults) as object), ...one.config } }
}

const isForward = (one: Case) => one.outputs !== undefined

/** Parameters that all forward cases set: the ones the layer cannot do without. */
function requiredOf(cases: readonly Case[]): Set<string> {
  const [first, ...rest] = cases.filter(isForward).map((one) => Object.keys(one.config ?? {}))
  return new Set((first ?? []).filter((name) => rest.every((names) => names.includes(name))))
}

/**
 * Which options make plain tfjs part from Keras. An option whose cases all agree is exact. The others are
 * suspects: a case that parts and sets one suspect alone convicts it. Where other cases leave a suspect in
 * doubt, one that agrees clears it.
 */
export function judgeOptions(cases: readonly { options: readonly string[]; agrees: boolean }[]) {
  const names = [...new Set(cases.flatMap(({ options }) => ['', ...options]))]
  const setting = (name: string) => cases.filter(({ options }) => name === '' || options.includes(name))
  const verdicts = new Map<string, Verdict>()
  for (const name of names)
    if (name !== '' && setting(name).every(({ agrees }) => agrees)) verdicts.set(name, 'exact')
  const bare = cases.filter(({ options }) => options.length === 0)
  const bareDiffers = bare.length > 0 && bare.every(({ agrees }) => !agrees)
  verdicts.set('', bare.some(({ agrees }) => !agrees) ? 'differs' : 'exact')
  const suspects = (options: readonly string[]) => options.filter((name) => verdicts.get(name) !== 'exact')
  const parting = cases.filter(({ agrees }) => !agrees).map(({ options }) => suspects(options))
  if (!bareDiffers)
    for (const [only, ...others] of parting) if (only && !others.length) verdicts.set(only, 'differs')
  const explained = (options: readonly string[]) =>
    bareDiffers || options.some((name) => verdicts.get(name) === 'differs')
  for (const name of names) {
    if (verdicts.has(name)) continue
    const doubt = parting.some((options) => options.includes(name) && !explained(options))
    const cleared = !doubt && setting(name).some(({ agrees }) => agrees)
    verdicts.set(name, cleared ? 'exact' : 'unclear')
  }
  return verdicts
}

/**
 * Every option of a layer: plain tfjs against Keras, and the library against Keras. Options are judged with
 * Keras's defaults spelled out for tfjs, so that a default of its own does not hide what they do; the layer
 * with nothing set is judged as it is written.
 */
export function optionReports(
  cases: readonly Case[],
  plain: { readonly asWritten: readonly TfjsVerdict[]; readonly spelledOut: readonly TfjsVerdict[] } | null,
  ours: (one: Case) => readonly Finding[],
): OptionReport[] {
  const forward = cases.filter(isForward)
  const required = requiredOf(cases)
  const rows = forward.map((one) => ({ one, options: optionsOf(one, required) }))
  const judge = (list: readonly TfjsVerdict[]) => {
    const agreed = new Set(list.filter(({ verdict }) => verdict === 'same').map(({ id }) => id))
    return judgeOptions(rows.map(({ one, options }) => ({ options, agrees: agreed.has(one.id) })))
  }
  const verdicts = judge(plain?.spelledOut ?? [])
  verdicts.set('', judge(plain?.asWritten ?? []).get('')!)
  const order = ['', ...new Set(rows.flatMap(({ options }) => options))]
  return order.map((option) => {
    const set = rows.filter(({ options }) =>
      option === '' ? options.length === 0 : options.includes(option),
    )
    const findings = set.map(({ one }) => ours(one))
    const good = findings.filter((list) => list.every(({ problem }) => problem === null))
    return {
      option,
      cases: set.length,
      plain: plain === null ? 'missing' : (verdicts.get(option) ?? 'unclear'),
      failed: findings.length - good.length,
      greatest: Math.max(0, ...good.flat().map(({ difference }) => difference)),
    }
  })
}
