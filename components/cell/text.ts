/** The reader's text of a cell, kept in this browser. Null: there is none, the book's text stands. */
export interface TextStore {
  read(): string | null
  /** False where the browser keeps nothing. */
  write(text: string | null): boolean
  /** Calls back when another tab, or this one when it was away, has another text. Gives the end of watching. */
  watch(onChange: (text: string | null) => void): () => void
}

/** A cell's text is one in all languages: its code is. `/en/layers/core/dense/` and `/zh/…` share it. */
export const textKey = (path: string, isLocale: (part: string) => boolean, cell: string): string => {
  const parts = path.split('/').filter((part) => part && !isLocale(part))
  return `layerbook:cell:${parts.join('/')}#${cell}`
}

export function textStore(key: string): TextStore {
  let known: string | null = null
  const read = () => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  known = read()
  return {
    read: () => (known = read()),
    write(text) {
      known = text
      try {
        if (text === null) localStorage.removeItem(key)
        else localStorage.setItem(key, text)
        return true
      } catch {
        return false
      }
    },
    watch(onChange) {
      const look = () => {
        const found = read()
        if (found === known) return
        known = found
        onChange(found)
      }
      const onStorage = (event: StorageEvent) => {
        if (event.key === key || event.key === null) look()
      }
      // A tab that slept hears of no storage event.
      const onReturn = () => document.visibilityState === 'visible' && look()
      addEventListener('storage', onStorage)
      addEventListener('pageshow', onReturn)
      document.addEventListener('visibilitychange', onReturn)
      return () => {
        removeEventListener('storage', onStorage)
        removeEventListener('pageshow', onReturn)
        document.removeEventListener('visibilitychange', onReturn)
      }
    },
  }
}
