import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Store } from './store.ts'

/** Time that a passing notice stays, in ms; longer with something to press. */
const PASSING = 5000
const PRESSABLE = 12_000

/** What was just done, or went wrong, with what may be done about it. */
export function NoticeView({ store }: { store: Store }) {
  const { t } = store
  const notice = store.notice.value
  useEffect(() => {
    if (!notice || notice.lasting) return
    const timer = setTimeout(() => store.tell(null), notice.action ? PRESSABLE : PASSING)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <div
      class="nb-notice"
      role="status"
      data-shown={notice !== null || undefined}
      data-lasting={notice?.lasting}
    >
      {notice && (
        <>
          <p>{notice.text}</p>
          {notice.link !== undefined && (
            <input
              readOnly
              aria-label={t('notebook.files.link_label')}
              value={notice.link}
              onFocus={(event) => event.currentTarget.select()}
            />
          )}
          {notice.action && (
            <button
              type="button"
              data-action="notice"
              onClick={() => {
                const { act } = notice.action!
                store.tell(null)
                act()
              }}
            >
              {notice.action.label}
            </button>
          )}
          <button type="button" class="nb-quiet" data-action="dismiss" onClick={() => store.tell(null)}>
            {t('notebook.dismiss')}
          </button>
        </>
      )}
    </div>
  )
}

/** Why the kernel is gone, where that is no choice of the reader's; and, unseen, how a run came out. */
export function KernelNotice({ store }: { store: Store }) {
  const { t, runs } = store
  const said = useSignal('')
  useSignalEffect(() => {
    if (runs.status.value.state !== 'idle') return
    let [done, failed] = [0, 0]
    for (const { id, kind } of store.notebook.cells.peek()) {
      if (kind.peek() !== 'code') continue
      const state = runs.of(id).state.peek()
      if (state === 'done') done += 1
      else if (state === 'failed' || state === 'blocked') failed += 1
    }
    said.value = failed
      ? t('notebook.kernel.finished_failed', { done, failed })
      : t('notebook.kernel.finished', { done })
  })
  const status = runs.status.value
  return (
    <>
      <p class="lb-sr" role="status">
        {status.state === 'idle' ? said.value : ''}
      </p>
      {status.state === 'ended' && (
        <div class="nb-ended" role="alert" data-ending={status.why}>
          <p>{t(`notebook.kernel.${status.why}`)}</p>
          <button type="button" data-action="restart-run" onClick={() => store.restart(true)}>
            {t('notebook.restart_ask.restart_run')}
          </button>
        </div>
      )}
    </>
  )
}
