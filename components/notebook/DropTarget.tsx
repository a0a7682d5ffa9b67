import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { AppProps } from './App.tsx'

const holdsFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** A file dropped anywhere on the page opens as a notebook. */
export function DropTarget({ store, desk }: AppProps) {
  const over = useSignal(false)
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!holdsFile(event)) return
      event.preventDefault()
      over.value = true
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) over.value = false
    }
    const onDrop = (event: DragEvent) => {
      if (!holdsFile(event)) return
      event.preventDefault()
      over.value = false
      const [file] = event.dataTransfer?.files ?? []
      if (file) void desk.importFile(file)
    }
    addEventListener('dragover', onOver)
    addEventListener('dragleave', onLeave)
    addEventListener('drop', onDrop)
    return () => {
      removeEventListener('dragover', onOver)
      removeEventListener('dragleave', onLeave)
      removeEventListener('drop', onDrop)
    }
  }, [])
  return over.value ? (
    <div class="nb-drop" aria-hidden="true">
      {store.t('notebook.files.drop')}
    </div>
  ) : null
}
