import type { AppProps } from './App.tsx'
import { FileMenu } from './FileMenu.tsx'
import { Icon } from './icons.tsx'
import type { Store } from './store.ts'

/** What concerns the whole notebook; it stays in view. */
export function Toolbar({ store, desk }: AppProps) {
  const { t, runs } = store
  const busy = runs.busy.value
  return (
    <div class="nb-toolbar" role="group" aria-label={t('notebook.actions')}>
      <div class="nb-buttons">
        <button type="button" class="nb-primary" data-action="run-all" onClick={store.runAll}>
          <Icon name="run" />
          {t('notebook.run_all')}
        </button>
        {/* Never `disabled`: who pressed it by keyboard would lose their place. */}
        <button
          type="button"
          data-action="stop"
          aria-disabled={!busy}
          title={t('notebook.stop')}
          onClick={() => busy && runs.stop()}
        >
          <Icon name="stop" />
          <span>{t('notebook.stop')}</span>
        </button>
        <button
          type="button"
          data-action="restart"
          title={t('notebook.restart')}
          onClick={() => store.open('restart')}
        >
          <Icon name="restart" />
          <span>{t('notebook.restart')}</span>
        </button>
      </div>
      <KernelStatus store={store} />
      <div class="nb-buttons">
        <button
          type="button"
          data-action="gallery"
          title={t('notebook.menu.gallery')}
          onClick={() => store.open('gallery')}
        >
          <Icon name="gallery" />
          <span>{t('notebook.menu.gallery')}</span>
        </button>
        <FileMenu store={store} desk={desk} />
        <button
          type="button"
          data-action="shortcuts"
          title={t('notebook.shortcuts')}
          onClick={() => store.open('shortcuts')}
        >
          <Icon name="keys" />
          <span>{t('notebook.shortcuts')}</span>
        </button>
      </div>
    </div>
  )
}

const sizeText = (bytes: number): string =>
  bytes < 2 ** 20 ? `${(bytes / 2 ** 10).toFixed(1)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`

function KernelStatus({ store }: { store: Store }) {
  const { t, runs } = store
  const status = runs.status.value
  const { state } = status
  const words = state === 'ended' ? 'none' : state
  const memory =
    (state === 'busy' || state === 'idle') && status.tensors > 0
      ? t('notebook.kernel.memory', { tensors: status.tensors, size: sizeText(status.bytes) })
      : null
  return (
    <p class="nb-kernel" data-kernel={state}>
      <i aria-hidden="true" />
      <span>{t(`notebook.kernel.${words}`)}</span>
      {runs.backend.value !== null && state !== 'ended' && (
        <span class="nb-memory">
          {t('notebook.kernel.computed_on', { backend: runs.backend.value })}
          {memory !== null && ` · ${memory}`}
        </span>
      )}
    </p>
  )
}
