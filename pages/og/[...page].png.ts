import type { APIRoute, GetStaticPaths } from 'astro'
import { drawCard } from '../../components/site/card.ts'
import { useTranslate } from '../../components/site/i18n.ts'
import { cardOf, findPage, pages, placeOf, type Page } from '../../components/site/page.ts'

export const getStaticPaths: GetStaticPaths = () =>
  pages.map((page) => ({ params: { page: cardOf(page.id) }, props: { page } }))

const textOf = ({ data }: Page) => data.summary ?? data.description ?? ''

export const GET: APIRoute<{ page: Page }> = async ({ props: { page } }) => {
  const place = placeOf(page.id)
  const english = findPage('en', place.page) ?? page
  const picture = await drawCard({
    site: useTranslate(place.locale)('site.name'),
    title: page.data.title,
    text: textOf(page),
    latin: { site: useTranslate('en')('site.name'), title: english.data.title, text: textOf(english) },
  })
  return new Response(new Uint8Array(picture), { headers: { 'content-type': 'image/png' } })
}
