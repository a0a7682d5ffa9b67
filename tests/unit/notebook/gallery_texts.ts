import { globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { buildNotebook, type GalleryText } from '../../../src/notebook/gallery.ts'

const ROOT = 'content/notebooks'

export const galleryIds = globSync(`${ROOT}/*/code.ts`)
  .map((path) => basename(dirname(path)))
  .sort()

export function galleryText(id: string, file: string): GalleryText {
  const path = `${ROOT}/${id}/${file}`
  return { path, text: readFileSync(path, 'utf8') }
}

export const galleryNotebook = (id: string, locale: string) =>
  buildNotebook(galleryText(id, 'code.ts'), galleryText(id, `${locale}.md`))
