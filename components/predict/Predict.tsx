import { useSignal } from '@preact/signals'
import Grid from '../../src/charts/grid.tsx'
import { pythonCall, layerCall } from '../../src/code/index.ts'
import { asMatrix, grid } from '../../src/figures/parts.ts'
import type { Translate } from '../../src/figures/figure.ts'
import {
  labFields,
  placeOf,
  shapeText,
  type AnyDeclaration,
  type LabState,
  type PassResults,
  type TensorData,
} from '../../src/spec/index.ts'
import { elementAsked, judge, type Verdict } from './question.ts'

export interface Posed {
  readonly question: AnyDeclaration['predict'][number]
  readonly seed: number
  readonly state: LabState
  readonly passes: PassResults
}

interface Props {
  readonly declaration: AnyDeclaration
  readonly t: Translate
  readonly first: readonly Posed[]
  /** Poses the question anew with another seed; null when the runtime cannot. */
  readonly renew: (posed: Posed) => Promise<Posed | null>
}

function Values({ name, x, role }: { name: string; x: TensorData; role: 'input' | 'weights' }) {
  const { rows, cols } = asMatrix(x)
  const label = `${name} ${shapeText(x.shape)}`
  return (
    <figure class={`lb-panel lb-role-${role}`}>
      <figcaption>
        <span class="lb-chip">{name}</span>
        <span class="lb-caption">{shapeText(x.shape)}</span>
      </figcaption>
      <div class="lb-chart-box">
        <Grid model={grid(rows, cols, x.data)} role={role} label={label} />
      </div>
    </figure>
  )
}

function One({
  declaration,
  t,
  first,
  renew,
  number,
}: Omit<Props, 'first'> & { first: Posed; number: number }) {
  const posed = useSignal(first)
  const text = useSignal('')
  const verdict = useSignal<Verdict | 'unread' | null>(null)
  const busy = useSignal(false)
  const { question, seed, state, passes } = posed.value
  const plan = declaration.plan(state as never)
  const { inputs } = plan.passes.main
  const { ask } = question
  const id = `lb-predict-${number}`
  const demo = question.vary.filter((name) => name in declaration.demo)
  const fields = labFields(declaration)

  const check = (event: Event) => {
    event.preventDefault()
    verdict.value = judge(question, passes, seed, text.value) ?? 'unread'
  }
  const again = async () => {
    busy.value = true
    const next = await renew(posed.value)
    busy.value = false
    if (!next) return
    posed.value = next
    text.value = ''
    verdict.value = null
  }
  const result = verdict.value
  return (
    <form class="lb-question" onSubmit={check} data-ask={ask}>
      <pre tabIndex={0}>
        <code>
          {pythonCall(declaration, state).split('\n').slice(2).join('\n')}
          {ask === 'element' && `\n${layerCall(plan, 'python')}`}
        </code>
      </pre>
      <p>
        {t('predict.input', { shape: inputs.map((x) => shapeText(x.shape)).join(' ') })}
        {demo.length > 0 &&
          ask === 'element' &&
          ` ${demo.map((n) => `${t(`demo.${n}`)} ${fields[n]!.kind.format(state[n])}`).join(' · ')}`}
      </p>
      {ask === 'element' && (
        <div class="lb-panels">
          {inputs.map((x, i) => (
            <Values key={i} name={t('figure.input')} x={x} role="input" />
          ))}
          {passes.main.weights.map((w) => (
            <Values key={w.name} name={w.name} x={w} role="weights" />
          ))}
        </div>
      )}
      <label for={id}>
        {ask === 'element'
          ? t('predict.element', {
              place: placeOf(passes.main.outputs[0]!.shape, elementAsked(passes, seed)).join(', '),
            })
          : t(`predict.${ask}`)}
      </label>
      <p class="lb-actions">
        <input
          id={id}
          type="text"
          class="lb-answer"
          autocomplete="off"
          value={text.value}
          onInput={(e) => (text.value = e.currentTarget.value)}
        />
        <button type="submit">{t('predict.check')}</button>
        <button type="button" onClick={() => void again()} disabled={busy.value}>
          {t('predict.another')}
        </button>
      </p>
      <p
        class="lb-verdict"
        role="status"
        data-verdict={result === null || result === 'unread' ? result : String(result.right)}
      >
        {result === 'unread'
          ? t(ask === 'output_shape' ? 'predict.unread_shape' : 'predict.unread_number')
          : result && t(result.right ? 'predict.right' : 'predict.wrong', { answer: result.answer })}
      </p>
    </form>
  )
}

/** Questions the runtime answers: as many as the reader wants. */
export const Predict = ({ declaration, t, first, renew }: Props) => (
  <>
    {first.map((posed, i) => (
      <One key={i} declaration={declaration} t={t} first={posed} renew={renew} number={i} />
    ))}
  </>
)
