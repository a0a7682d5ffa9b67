import { translator, type Strings, type Translate } from './strings.ts'

/** What is used of the index that Pagefind writes at build. */
interface Pagefind {
  init(): Promise<void>
  debouncedSearch(text: string, options?: object, wait?: number): Promise<{ results: Result[] } | null>
}
interface Result {
  data(): Promise<{
    url: string
    excerpt: string
    /** `words`: the page's other names. */
    meta: { title?: string; summary?: string; words?: string }
    /** The page's sections in which something was found. */
    sub_results: { title: string; url: string }[]
  }>
}

const PAGES = 12
const SECTIONS = 3

/** `<lb-search>`: the button in the header and the dialog it opens. The index is fetched when it opens. */
export class LayerbookSearch extends HTMLElement {
  #pagefind: Promise<Pagefind> | undefined
  #t: Translate = translator({})

  connectedCallback() {
    this.#t = translator(JSON.parse(this.dataset['strings']!) as Strings)
    const open = this.querySelector<HTMLButtonElement>(':scope > button')!
    open.disabled = false
    open.addEventListener('click', () => this.#open())
    this.#input.addEventListener('input', () => void this.#search())
    this.#dialog.addEventListener('keydown', (event) => this.#move(event))
    this.#dialog.addEventListener('click', (event) => {
      // The dialog itself is hit only outside of what it holds: on its backdrop.
      if (event.target === this.#dialog) this.#dialog.close()
    })
    document.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented)
        return
      event.preventDefault()
      if (!this.#dialog.open) this.#open()
    })
  }

  get #dialog() {
    return this.querySelector('dialog')!
  }
  get #input() {
    return this.querySelector('input')!
  }

  #open() {
    this.#dialog.showModal()
    this.#input.select()
    void this.#load().catch(() => this.#say(this.#t('find.missing')))
  }

  #say(text: string) {
    this.querySelector('[role=status]')!.textContent = text
  }

  #load(): Promise<Pagefind> {
    this.#pagefind ??= import(/* @vite-ignore */ this.dataset['index']!).then(async (pagefind: Pagefind) => {
      await pagefind.init()
      return pagefind
    })
    return this.#pagefind
  }

  async #search() {
    const text = this.#input.value.trim()
    const list = this.querySelector('ol')!
    if (!text) {
      list.replaceChildren()
      this.#say('')
      return
    }
    try {
      const pagefind = await this.#load()
      const found = await pagefind.debouncedSearch(text, {}, 120)
      // null: the reader has typed on since.
      if (!found) return
      const pages = await Promise.all(found.results.slice(0, PAGES).map((result) => result.data()))
      if (text !== this.#input.value.trim()) return
      list.replaceChildren(...namedFirst(pages, text).map(item))
      const count = found.results.length
      this.#say(count ? this.#t('find.found', { count }) : this.#t('find.nothing', { text }))
    } catch {
      this.#say(this.#t('find.missing'))
    }
  }

  #move(event: KeyboardEvent) {
    const links = [...this.querySelectorAll<HTMLAnchorElement>('ol a')]
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    if (event.key === 'Enter' && document.activeElement === this.#input) {
      event.preventDefault()
      links[0]?.click()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const next = event.key === 'ArrowDown' ? at + 1 : at - 1
      if (next < 0) this.#input.focus()
      else links[Math.min(next, links.length - 1)]?.focus()
    }
  }
}

type Found = Awaited<ReturnType<Result['data']>>

/**
 * Pages that bear the words searched for as a name come first. Pagefind cuts Chinese into words and ranks a
 * page that often says one of them above the page that is called by all.
 */
function namedFirst(pages: readonly Found[], text: string): Found[] {
  const wanted = text.toLowerCase()
  const rank = ({ meta }: Found) =>
    meta.title?.toLowerCase().includes(wanted) ? 0 : meta.words?.toLowerCase().includes(wanted) ? 1 : 2
  return pages.toSorted((a, b) => rank(a) - rank(b))
}

function make<T extends keyof HTMLElementTagNameMap>(tag: T, text = ''): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

function item({ url, meta, excerpt, sub_results }: Found): HTMLLIElement {
  const link = make('a')
  link.href = url
  const words = make('span', meta.summary)
  // Pagefind escapes the page's text and adds nothing but <mark>.
  if (!meta.summary) words.innerHTML = excerpt
  link.append(make('b', meta.title ?? url), words)

  const sections = sub_results.filter(({ url: to }) => to !== url && !to.endsWith('#_top')).slice(0, SECTIONS)
  const line = make('li')
  line.append(
    link,
    ...sections.map((section) => {
      const to = make('a', section.title)
      to.className = 'section'
      to.href = section.url
      return to
    }),
  )
  return line
}
