import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { NoticeView } from './Notices.tsx'
import type { Dialog as Name, Store } from './store.ts'

interface Props {
  store: Store
  name: Exclude<Name, null>
  title: string
  children: ComponentChildren
}

/** What stands over the page while it is open. Its focus goes back where it came from. */
export function Dialog({ store, name, title, children }: Props) {
  const element = useRef<HTMLDialogElement>(null)
  const open = store.dialog.value === name
  useEffect(() => {
    if (open) element.current?.showModal()
    else element.current?.close()
  }, [open])
  return (
    <dialog
      ref={element}
      class="nb-dialog"
      aria-label={title}
      data-dialog={name}
      onClose={() => open && store.open(null)}
      onPointerDown={({ target }) => target === element.current && store.open(null)}
    >
      {open && (
        <div class="nb-dialog-body">
          <div class="nb-dialog-head">
            <h2>{title}</h2>
            <button type="button" onClick={() => store.open(null)}>
              {store.t('notebook.close')}
            </button>
          </div>
          {children}
          {/* Nothing outside of an open dialog can be pressed. */}
          <NoticeView store={store} />
        </div>
      )}
    </dialog>
  )
}
