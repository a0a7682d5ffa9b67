import { Dialog } from './Dialog.tsx'
import type { Store } from './store.ts'

/** Asks before all values are dropped. */
export function Restart({ store }: { store: Store }) {
  const { t } = store
  return (
    <Dialog store={store} name="restart" title={t('notebook.restart_ask.title')}>
      <p>{t('notebook.restart_ask.text')}</p>
      <p class="nb-dialog-buttons">
        <button type="button" class="nb-primary" data-action="restart" onClick={() => store.restart(false)}>
          {t('notebook.restart_ask.restart')}
        </button>
        <button type="button" data-action="restart-run" onClick={() => store.restart(true)}>
          {t('notebook.restart_ask.restart_run')}
        </button>
        <button type="button" onClick={() => store.open(null)}>
          {t('notebook.cancel')}
        </button>
      </p>
    </Dialog>
  )
}
