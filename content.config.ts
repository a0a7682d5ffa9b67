import { docsSchema, i18nSchema } from '@astrojs/starlight/schema'
import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'
import { localeOfFile } from './components/site/locales.ts'

/** `layers/convolution/conv2d/zh.mdx` → `zh/layers/convolution/conv2d`; `home/zh.mdx` → `zh`. */
function idOf(entry: string): string {
  const locale = localeOfFile(entry)
  if (!locale) throw new Error(`content/${entry}: the file name must be a language`)
  const folder = entry.split('/').slice(0, -1).join('/')
  return folder === 'home' ? locale : `${locale}/${folder}`
}

const extend = z.object({
  /** Layer pages: what the layer does, in one sentence. */
  summary: z.string().min(1).optional(),
  /** Layer pages: one line for each parameter, by its Keras name. */
  params: z.record(z.string(), z.string().min(1)).optional(),
  /** Layer pages: one line for each input, where there are several. */
  inputs: z.record(z.string(), z.string().min(1)).optional(),
  /** Layer pages: the lab's scenes by id, as layer.ts declares them. */
  presets: z.record(z.string(), z.object({ title: z.string().min(1), text: z.string().min(1) })).optional(),
  /** Further words by which search finds the page. */
  keywords: z.array(z.string().min(1)).optional(),
})

const docs = defineCollection({
  loader: glob({ base: './content', pattern: '**/{zh,en}.mdx', generateId: ({ entry }) => idOf(entry) }),
  schema: docsSchema({ extend }),
})

/** Starlight reads its own strings from the interface strings, by the same keys. */
const i18n = defineCollection({
  loader: glob({
    base: './content/i18n',
    pattern: '*.json',
    generateId: ({ entry }) => entry.replace('.json', ''),
  }),
  schema: i18nSchema(),
})

export const collections = { docs, i18n }
