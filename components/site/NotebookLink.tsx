import { useSignal } from '@preact/signals'
import type { Notebook } from '../../src/notebook/document.ts'

interface Props {
  /** The address of the notebook page. */
  page: string
  /** The notebook to open there; made when the reader turns to the link, and again when they follow it. */
  make: () => Notebook | Promise<Notebook>
  label: string
  /** The whole of it, where the label is short. */
  title?: string
  /** Said where it is too long for a link. */
  failed: string
}

/** A link to the notebook page that takes a notebook along, all of it in the address. */
export function NotebookLink({ page, make, label, title, failed }: Props) {
  const refused = useSignal(false)
  const address = async () => {
    const { writeLink } = await import('../../src/notebook/formats/link.ts')
    return page + (await writeLink(await make()))
  }
  // For what the browser's own menu does with a link: copy it, open it elsewhere.
  const prepare = async ({ currentTarget }: { currentTarget: HTMLAnchorElement }) => {
    currentTarget.href = await address().catch(() => page)
  }
  const follow = async (event: MouseEvent) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1
    if (event.button > 1) return
    event.preventDefault()
    try {
      const url = await address()
      if (elsewhere) open(url, '_blank', 'noopener')
      else location.assign(url)
    } catch {
      refused.value = true
      setTimeout(() => (refused.value = false), 4000)
    }
  }
  return (
    <a
      href={page}
      title={title}
      data-notebook-link
      onPointerDown={(event) => void prepare(event)}
      onFocus={(event) => void prepare(event)}
      onClick={(event) => void follow(event)}
      onAuxClick={(event) => void follow(event)}
    >
      <span aria-live="polite">{refused.value ? failed : label}</span>
    </a>
  )
}
