import type { APIRoute } from 'astro'
import { fileHref } from '../components/site/link.ts'

export const GET: APIRoute = ({ site }) =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${new URL(fileHref('sitemap-index.xml'), site).href}\n`)
