import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { AppProps } from './App.tsx'
import { Icon } from './icons.tsx'

/** Endings of the files that can be opened, for the file chooser. */
const ACCEPTED = '.ipynb,.ts,.md'

/** New, open, import, export and link, behind one button. */
export function FileMenu({ store, desk }: AppProps) {
  const { t } = store
  const open = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const chooser = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!open.value) return
    const away = ({ target }: Event) => {
      if (!root.current?.contains(target as Node)) open.value = false
    }
    for (const event of ['pointerdown', 'focusin']) document.addEventListener(event, away)
    return () => {
      for (const event of ['pointerdown', 'focusin']) document.removeEventListener(event, away)
    }
  }, [open.value])

  const copyLink = async () => {
    const link = await desk.link()
    if (link === null) return
    try {
      await navigator.clipboard.writeText(link)
      store.tell({ text: t('notebook.files.link_copied', { characters: link.length }) })
    } catch {
      store.tell({ text: t('notebook.files.link_failed'), lasting: true, link })
    }
  }

  const items: [action: string, text: string, act: () => void][] = [
    ['new', t('notebook.menu.new'), () => void desk.fresh()],
    ['open', t('notebook.menu.open'), () => store.open('library')],
    ['import', t('notebook.menu.import'), () => chooser.current?.click()],
    ['export-ipynb', t('notebook.menu.export_ipynb'), () => void desk.exportAs('ipynb')],
    ['export-ts', t('notebook.menu.export_ts'), () => void desk.exportAs('ts')],
    ['export-md', t('notebook.menu.export_md'), () => void desk.exportAs('md')],
    ['link', t('notebook.menu.link'), () => void copyLink()],
  ]
  const move = (by: number) => {
    const buttons = [...root.current!.querySelectorAll<HTMLElement>('.nb-menu button')]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    buttons[(at + by + buttons.length) % buttons.length]?.focus()
  }
  return (
    <div
      class="nb-file"
      ref={root}
      onKeyDown={(event) => {
        if (!open.value) return
        if (event.key === 'Escape') {
          open.value = false
          button.current?.focus()
        } else if (event.key === 'ArrowDown') move(1)
        else if (event.key === 'ArrowUp') move(-1)
        else return
        event.preventDefault()
      }}
    >
      <button
        ref={button}
        type="button"
        data-action="file"
        title={t('notebook.menu.title')}
        aria-expanded={open.value}
        aria-controls="nb-file-menu"
        onClick={() => (open.value = !open.value)}
      >
        <Icon name="file" />
        <span>{t('notebook.menu.title')}</span>
      </button>
      <div
        id="nb-file-menu"
        class="nb-menu"
        role="group"
        aria-label={t('notebook.menu.title')}
        hidden={!open.value}
      >
        {items.map(([action, text, act]) => (
          <button
            key={action}
            type="button"
            data-action={action}
            onClick={() => {
              open.value = false
              button.current?.focus()
              act()
            }}
          >
            {text}
          </button>
        ))}
      </div>
      <input
        ref={chooser}
        type="file"
        accept={ACCEPTED}
        hidden
        aria-label={t('notebook.menu.import')}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) void desk.importFile(file)
          currentTarget.value = ''
        }}
      />
    </div>
  )
}
