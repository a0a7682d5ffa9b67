import type { Output } from '../../src/runtime/sandbox/protocol.ts'
import type { Translate } from '../site/strings.ts'

/** Whole numbers with their thousands apart, as the reader's language writes them. */
export const wholeText = (value: number): string =>
  value.toLocaleString(document.documentElement.lang || 'en')

/** A model's summary: its layers with their shapes and parameters. */
export function Model({ model, t }: { model: Extract<Output, { kind: 'model' }>; t: Translate }) {
  const { name, layers, total, params, trainable } = model
  return (
    <div class="cell-model">
      <p class="cell-model-name">{t('cell.model.title', { name })}</p>
      <div class="cell-table" tabIndex={0} role="group" aria-label={t('cell.model.title', { name })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('cell.model.layer')}</th>
              <th scope="col">{t('cell.model.shape')}</th>
              <th scope="col" class="cell-number">
                {t('cell.model.params')}
              </th>
            </tr>
          </thead>
          <tbody>
            {layers.map((layer, i) => (
              <tr key={i}>
                <th scope="row">
                  <code>{layer.name}</code> <span>{layer.className}</span>
                </th>
                <td>
                  <code class="cell-shape">{layer.shape}</code>
                </td>
                <td class="cell-number">
                  {wholeText(layer.params)}
                  {layer.params > 0 && !layer.trainable && <small> {t('cell.model.frozen')}</small>}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t('cell.model.total')}
              </th>
              <td class="cell-number">{wholeText(params)}</td>
            </tr>
          </tfoot>
        </table>
        {total > layers.length && <p>{t('cell.shown', { shown: layers.length, total })}</p>}
      </div>
      <p class="cell-note">
        {t('cell.model.trainable', { trainable: wholeText(trainable), fixed: wholeText(params - trainable) })}
      </p>
    </div>
  )
}
