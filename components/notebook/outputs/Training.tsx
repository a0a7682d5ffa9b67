import Curve from '../../../src/charts/curve.tsx'
import { numberText } from '../../../src/charts/scale.ts'
import type { TrainingOutput } from '../../../src/runtime/kernel/protocol.ts'
import { Icon } from '../icons.tsx'
import type { Store } from '../store.ts'
import { curveOf, metricsOf, type Metric } from './training.ts'

interface Props {
  store: Store
  output: TrainingOutput
  label: string | null
  live: boolean
}

/** A number of a metric: four figures are enough to see it fall. */
const figure = (value: number | undefined): string =>
  value === undefined
    ? '–'
    : Math.abs(value) >= 0.001 || value === 0
      ? numberText(value, 4)
      : value.toExponential(2)

/** A `model.fit` on its way: how far it is, its curves, and the means to pause or end it. */
export function Training({ store, output, label, live }: Props) {
  const { t, runs } = store
  const { state, epoch, epochs, batch, batches, training } = output
  const time = (seconds: number): string =>
    seconds < 60
      ? t('notebook.training.seconds', { seconds: seconds < 10 ? seconds.toFixed(1) : Math.round(seconds) })
      : t('notebook.training.minutes', {
          minutes: Math.floor(seconds / 60),
          seconds: Math.round(seconds % 60),
        })
  const done = Math.min(epochs, epoch + (batches > 0 && epoch < epochs ? batch / batches : 0))
  const on = live && (state === 'running' || state === 'paused')
  const words = {
    training: t('notebook.training.train'),
    validation: t('notebook.training.val'),
    axis: t('notebook.training.axis'),
  }
  return (
    <div class="nb-training" data-training={state}>
      <p class="nb-training-head">
        <strong>{t('notebook.training.epoch', { epoch, epochs })}</strong>
        <span>
          {[
            t(`notebook.training.${state}`),
            time(output.seconds),
            ...(on && output.left !== null ? [t('notebook.training.left', { time: time(output.left) })] : []),
          ].join(' · ')}
        </span>
      </p>
      <progress max={Math.max(1, epochs)} value={done} aria-label={label ?? t('notebook.training.label')} />
      {/* Both stay in place to the end, so that a second click hits nothing else. */}
      <p class="nb-training-buttons">
        <button
          type="button"
          data-action="pause"
          aria-disabled={!on}
          onClick={() => on && runs.training(training, state === 'paused' ? 'resume' : 'pause')}
        >
          <Icon name={state === 'paused' ? 'run' : 'pause'} />
          {t(state === 'paused' ? 'notebook.training.resume' : 'notebook.training.pause')}
        </button>
        <button
          type="button"
          data-action="finish"
          aria-disabled={!on}
          onClick={() => on && runs.training(training, 'finish')}
        >
          <Icon name="stop" />
          {t('notebook.training.finish')}
        </button>
      </p>
      {output.at.length > 0 && (
        <div class="nb-curves">
          {metricsOf(output).map((metric) => (
            <MetricView key={metric.name} metric={metric} output={output} store={store} words={words} />
          ))}
        </div>
      )}
      <p class="nb-small">
        {t('notebook.training.backend', { backend: output.backend })}
        {output.borrowed.length > 0 &&
          ` ${t('notebook.training.borrowed', { kernels: output.borrowed.join(', ') })}`}
      </p>
    </div>
  )
}

function MetricView(props: {
  metric: Metric
  output: TrainingOutput
  store: Store
  words: { training: string; validation: string; axis: string }
}) {
  const { metric, output, store, words } = props
  const value = figure(metric.training?.at(-1))
  const validation = figure(metric.validation?.at(-1))
  const label = metric.validation
    ? store.t('notebook.training.curve_val', { metric: metric.name, value, validation })
    : store.t('notebook.training.curve', { metric: metric.name, value })
  return (
    <figure class="nb-curve" data-metric={metric.name}>
      <figcaption>
        <code>{metric.name}</code>
        <b class="lb-role-state">{value}</b>
        {metric.validation && <b class="lb-role-weights">{validation}</b>}
      </figcaption>
      <Curve model={curveOf(metric, output, words)} role="state" label={label} />
    </figure>
  )
}
