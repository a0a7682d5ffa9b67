import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
import { defaultLocale, locales } from './components/site/locales.ts'
import { tfjsOnServer } from './components/site/tfjs.ts'

export default defineConfig({
  srcDir: '.',
  integrations: [
    starlight({
      title: { 'zh-CN': '层书', en: 'Layerbook' },
      locales,
      defaultLocale,
      disable404Route: true,
      customCss: ['./components/site/theme.css'],
    }),
  ],
  vite: {
    plugins: [tfjsOnServer()],
    server: { watch: { ignored: ['**/tests/oracle/**', '**/dist/**'] } },
  },
})
