import { signal, useComputed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { BodyProps } from './CodeCell.tsx'
import type * as markdownModule from './markdown.ts'
import type { MathRenderer } from './markdown.ts'
import { Source } from './Source.tsx'

type Module = typeof markdownModule

/** What Markdown is rendered with; each part is there once it was asked for. */
const library = signal<Module | null>(null)
const math = signal<MathRenderer | null>(null)
let renderer: { of: MathRenderer | null; render: (source: string) => string } | null = null

let loading: Promise<Module> | null = null
let loadingMath = false

function ask(withMath: boolean): void {
  loading ??= import('./markdown.ts')
  void loading.then(async (module) => {
    library.value = module
    if (!withMath || loadingMath) return
    loadingMath = true
    math.value = await module.loadMath()
  })
}

function render(source: string): string | null {
  const module = library.value
  const wanted = math.value
  if (!module) return null
  if (renderer?.of !== wanted || !renderer)
    renderer = { of: wanted, render: module.createMarkdown(location.origin, wanted) }
  return renderer.render(source)
}

const none = signal<number | null>(null)

/** A cell of Markdown: rendered while it is read, its source while it is written. */
export function MarkdownCell({ store, cell, near, editing, onHandle }: BodyProps) {
  const opened = useRef(false)
  opened.current ||= editing
  const seen = useRef(false)
  const html = useComputed(() => {
    seen.current ||= near.value
    return seen.current ? render(cell.source.value) : null
  })
  const empty = useComputed(() => cell.source.value.trim() === '')
  useEffect(() => {
    if (!editing && !empty.peek()) ask(cell.source.peek().includes('$'))
  }, [editing, cell.source.value])
  return (
    <>
      <div class="nb-gutter" />
      <div class="nb-text">
        {opened.current && (
          <div class="lb-cell nb-panel" hidden={!editing}>
            <Source store={store} cell={cell} near={near} line={none} onHandle={onHandle} />
          </div>
        )}
        {!editing && (
          <div class="nb-markdown" onDblClick={() => store.command('edit', cell.id)}>
            {empty.value ? (
              <p class="nb-empty">{store.t('notebook.cell.empty_text')}</p>
            ) : html.value === null ? (
              <p class="nb-unrendered">{cell.source.value}</p>
            ) : (
              <div dangerouslySetInnerHTML={{ __html: html.value }} />
            )}
          </div>
        )}
      </div>
    </>
  )
}
