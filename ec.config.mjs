import { defineEcConfig } from '@astrojs/starlight/expressive-code'
import { defaultLocale, isLocale, localeOfFile, locales } from './components/site/locales.ts'

/** The language of a page's address: `/en/guides/…`. */
const localeOfUrl = (url) => url?.pathname.split('/').find(isLocale)

export default defineEcConfig({
  themes: ['github-dark', 'github-light'],
  styleOverrides: { borderRadius: '0.625rem', borderColor: 'var(--lb-line)' },
  // Starlight would take the language from the folder, which here is the layer's.
  getBlockLocale: ({ file }) => {
    const fromUrl = file.url?.protocol === 'file:' ? undefined : localeOfUrl(file.url)
    return locales[fromUrl ?? localeOfFile(file.path ?? '') ?? defaultLocale].lang
  },
})
