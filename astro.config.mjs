import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
import { heads } from './components/notebook/heads.ts'
import { finishPages } from './components/site/finish.ts'
import { defaultLocale, locales } from './components/site/locales.ts'
import { markdownLanguage } from './components/site/markdown.ts'
import { sidebar } from './components/site/sidebar.ts'
import { tfjsOnServer } from './components/site/tfjs.ts'
import { language } from './src/notebook/language/build/vite.ts'
import { sandbox } from './src/runtime/sandbox/vite.ts'

const root = new URL('./', import.meta.url)
const part = (name) => `./components/site/${name}.astro`

export default defineConfig({
  srcDir: '.',
  // Where the book will stand: canonical links, the sitemap and pictures for social media need to know.
  site: process.env.SITE_URL ?? 'http://localhost:4321',
  integrations: [
    markdownLanguage(root),
    starlight({
      title: { 'zh-CN': '层书', en: 'Layerbook' },
      locales,
      defaultLocale,
      sidebar: sidebar(root),
      disable404Route: true,
      customCss: ['./components/site/theme.css', './components/site/page.css'],
      markdown: { headingLinks: false, processedDirs: ['./content/'] },
      components: {
        Head: part('Head'),
        Header: part('Header'),
        Footer: part('Footer'),
        PageTitle: part('PageTitle'),
        ThemeProvider: part('ThemeProvider'),
        ThemeSelect: part('ThemeSelect'),
        LanguageSelect: part('LanguageSelect'),
        Search: part('Search'),
      },
    }),
    finishPages(),
  ],
  vite: {
    plugins: [tfjsOnServer(), sandbox(), language(), heads()],
    server: { watch: { ignored: ['**/tests/oracle/**', '**/dist/**'] } },
  },
})
