import type { Output } from '../../src/runtime/sandbox/protocol.ts'
import type { Translate } from '../site/strings.ts'
import { wholeText } from './Model.tsx'
import { Tensor } from './Tensor.tsx'
import { Value } from './Value.tsx'

/** A layer as a card: what it is, its shapes and parameters, its weights and its configuration. */
export function Layer({ layer, t }: { layer: Extract<Output, { kind: 'layer' }>; t: Translate }) {
  const { name, className, inputShape, outputShape, params, weights, config } = layer
  return (
    <section class="cell-layer" aria-label={`${className} ${name}`}>
      <p class="cell-layer-head">
        <strong>{className}</strong> <code>{name}</code>
      </p>
      <dl class="cell-layer-facts">
        {inputShape !== null && (
          <div>
            <dt>{t('cell.layer.input')}</dt>
            <dd class="cell-input-shape">{inputShape}</dd>
          </div>
        )}
        {outputShape !== null && (
          <div>
            <dt>{t('cell.layer.output')}</dt>
            <dd class="cell-output-shape">{outputShape}</dd>
          </div>
        )}
        <div>
          <dt>{t('cell.layer.params')}</dt>
          <dd>{params === null ? t('cell.layer.unbuilt') : wholeText(params)}</dd>
        </div>
      </dl>
      {weights.map(({ name: weight, trainable, tensor }) => (
        <div key={weight} class="cell-weight">
          <p>
            <code>{weight}</code>
            {!trainable && <small> {t('cell.model.frozen')}</small>}
          </p>
          <Tensor tensor={tensor} t={t} />
        </div>
      ))}
      <details class="cell-config">
        <summary>{t('cell.layer.config')}</summary>
        <Value node={config} t={t} />
      </details>
    </section>
  )
}
