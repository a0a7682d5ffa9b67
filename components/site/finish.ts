import type { AstroIntegration } from 'astro'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { withPolicy } from './csp.ts'

/** Starlight's pages are dark until a script says otherwise; without script the book is light. */
export const lightByDefault = (html: string): string =>
  html.replace(/^(\s*<!doctype html>\s*<html[^>]* data-theme=")dark"/i, '$1light"')

/** The last touch to every built page. */
export function finishPages(): AstroIntegration {
  return {
    name: 'layerbook:finish-pages',
    hooks: {
      async 'astro:build:done'({ dir, logger }) {
        const names = await readdir(fileURLToPath(dir), { recursive: true })
        const pages = names.filter((name) => name.endsWith('.html'))
        for (const name of pages) {
          const file = new URL(name, dir)
          await writeFile(file, withPolicy(lightByDefault(await readFile(file, 'utf8'))))
        }
        logger.info(`${pages.length} pages carry a Content-Security-Policy`)
      },
    },
  }
}
