import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Actions } from './Actions.tsx'
import { CodeCell } from './CodeCell.tsx'
import { MarkdownCell } from './MarkdownCell.tsx'
import type { Cell } from './model.ts'
import { watchNear } from './near.ts'
import type { SourceHandle } from './Source.tsx'
import { cellLabel } from './status.ts'
import type { At, Store } from './store.ts'

/** Elements that take pointer and focus for themselves. */
const OWN = 'button, a, input, select, textarea, summary, [contenteditable], pre, [tabindex]:not(.nb-cell)'

/** One cell in its frame. The frame is what the keyboard goes through in command mode. */
export function CellView({ store, cell }: { store: Store; cell: Cell }) {
  const frame = useRef<HTMLDivElement>(null)
  const source = useRef<SourceHandle | null>(null)
  const awaited = useRef<At | null>(null)
  const near = useSignal(false)
  const hovered = useSignal(false)
  const number = useComputed(() => (store.notebook.places.value.get(cell.id) ?? 0) + 1)
  const selected = store.isSelected(cell.id).value
  const editing = useComputed(() => store.isSelected(cell.id).value && store.mode.value === 'edit')
  const label = useComputed(() => cellLabel(store, cell, number.value))

  useEffect(() => {
    const watch = watchNear(frame.current!)
    const end = watch.near.subscribe((value) => (near.value = value))
    return () => {
      end()
      watch.end()
    }
  }, [])

  useLayoutEffect(
    () =>
      store.register(cell.id, {
        focus: () => {
          frame.current?.focus({ preventScroll: true })
          frame.current?.scrollIntoView({ block: 'nearest' })
        },
        edit: (at) => {
          if (source.current) source.current.edit(at)
          else awaited.current = at
          if (cell.folded.peek()) cell.folded.value = false
        },
      }),
    [],
  )

  const onHandle = (handle: SourceHandle | null) => {
    source.current = handle
    if (handle && awaited.current !== null) {
      const at = awaited.current
      awaited.current = null
      handle.edit(at)
    }
  }

  const Body = cell.kind.value === 'code' ? CodeCell : MarkdownCell
  return (
    <div
      ref={frame}
      class="nb-cell"
      role="group"
      aria-label={label}
      tabIndex={selected ? 0 : -1}
      data-notebook-cell={cell.id}
      data-kind={cell.kind.value}
      data-selected={selected || undefined}
      data-mode={editing.value ? 'edit' : undefined}
      onPointerEnter={({ pointerType }) => (hovered.value = pointerType === 'mouse')}
      onPointerLeave={() => (hovered.value = false)}
      onFocusIn={({ target }) => {
        const element = target as HTMLElement
        if (element === frame.current) store.select(cell.id, 'command', false)
        // The editor says itself that it is written in.
        else if (!element.closest('.cm-editor')) store.select(cell.id, 'command', false)
      }}
      onPointerDown={({ target }) => {
        const element = target as HTMLElement
        if (!element.closest(OWN) || element.closest(OWN) === frame.current)
          store.select(cell.id, 'command', false)
      }}
    >
      <Body store={store} cell={cell} near={near} editing={editing.value} onHandle={onHandle} />
      {(selected || hovered.value) && <Actions store={store} cell={cell} />}
    </div>
  )
}
