import fc from 'fast-check'
import { makeNotebook, type Notebook } from '../../../src/notebook/document.ts'

/** Lines that mean something to one format or another. */
const TRAPS = [
  '// %%',
  '// %% [markdown] id="x"',
  '// // %% a',
  '//%%',
  '%% not a mark',
  '// ---',
  '---',
  '```',
  '```ts',
  '```ts id="a"',
  '~~~js',
  '  ```ts',
  '`````',
  '<!-- cell -->',
  '<!-- cell id="b" folded=true -->',
  '<!-- end-a -->',
  "import * as tf from '@tensorflow/tfjs'",
  'import { layers } from "layerbook" // import "layerbook"',
  "import * as Plot from 'npm:@observablehq/plot@0.6.17'",
  "const text = 'layerbook', more = `import 'layerbook'`",
  "export { layers } from 'layerbook'",
  "const later = await import('layerbook')",
  "export default 'layerbook'",
  '# Heading ##',
  '\ttab',
  ' ',
  '',
  '{ "nbformat": 4 }',
  'title: "x"',
  '"',
  '\\',
  '*/ </script> --> ]]>',
  '层书 📚 \u{1d54f}',
  '\u2028 \u2029 \u0000 \ufeff',
  '\ud800',
]

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TRAPS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)

const source = fc
  .array(line, { maxLength: 8 })
  .chain((lines) => fc.constantFrom('\n', '\r\n', '\r').map((end) => lines.join(end)))

const cell = fc.record({
  kind: fc.constantFrom('code' as const, 'markdown' as const),
  source,
  folded: fc.boolean(),
  id: fc.option(fc.stringMatching(/^[\w-]{1,64}$/), { nil: undefined }),
})

/** Notebooks full of what formats trip over. */
export const notebooks: fc.Arbitrary<Notebook> = fc
  .record({
    title: fc.oneof(line, fc.constant(''), fc.string({ unit: 'binary', maxLength: 300 })),
    cells: fc.array(cell, { maxLength: 6 }),
  })
  .map(({ title, cells }) =>
    makeNotebook(
      title,
      cells.map(({ id, ...rest }) => ({ ...rest, ...(id !== undefined && { id }) })),
    ),
  )
