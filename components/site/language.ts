const key = 'layerbook-language'

/** Storage may be forbidden; a preference is then not kept, and nothing else changes. */
function stored(act: (storage: Storage) => string | null | void): string | null {
  try {
    return act(localStorage) ?? null
  } catch {
    return null
  }
}

/** Keeps the language the reader chose, for the next visit to the book's front door. */
export const rememberLocale = (lang: string): void => void stored((storage) => storage.setItem(key, lang))

/** The languages the reader wants, best first: the one chosen before, then the browser's. */
export const wantedLanguages = (): string[] => {
  const chosen = stored((storage) => storage.getItem(key))
  return [...(chosen ? [chosen] : []), ...navigator.languages]
}
