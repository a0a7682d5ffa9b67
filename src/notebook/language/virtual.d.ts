declare module 'virtual:layerbook-language' {
  /** Addresses of what `src/notebook/language/build/vite.ts` makes. `texts` by the reader's language. */
  export const files: {
    readonly worker: string
    readonly types: string
    readonly texts: Readonly<Record<'zh' | 'en', string>>
  }
}
