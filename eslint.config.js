import astro from 'eslint-plugin-astro'
import boundaries from 'eslint-plugin-boundaries'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/**
 * The house: each part, its files, and the parts and packages it may import. `node` may use Node's own
 * modules. Of charts, figures know only the models and the number scales, no drawing.
 */
const house = [
  { type: 'spec', pattern: 'src/spec/**', may: [], packages: [] },
  {
    type: 'keras',
    pattern: 'src/keras/**',
    may: [],
    packages: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'],
  },
  { type: 'charts', pattern: 'src/charts/**', may: [], packages: ['preact', 'preact/*'] },
  { type: 'figures', pattern: 'src/figures/**', may: ['spec'], packages: [], files: ['charts-model'] },
  { type: 'code', pattern: 'src/code/**', may: ['spec'], packages: [] },
  { type: 'layer', pattern: 'content/layers/**', may: ['spec', 'figures'], packages: [] },
  { type: 'catalog', pattern: 'src/catalog/**', may: ['spec', 'layer'], packages: [] },
  {
    type: 'runtime',
    pattern: 'src/runtime/**',
    may: ['keras', 'spec'],
    packages: [
      '@tensorflow/*',
      '@observablehq/plot',
      'linkedom',
      'sucrase',
      'acorn',
      'eslint-scope',
      '@observablehq/runtime',
      'vite',
      'esbuild',
      'virtual:*',
    ],
    node: true,
  },
  {
    type: 'notebook',
    pattern: 'src/notebook/**',
    may: ['runtime'],
    packages: ['@lezer/javascript', 'idb', 'typescript', 'comlink', 'yaml', 'esbuild', 'vite', 'virtual:*'],
    node: true,
  },
  {
    type: 'components',
    pattern: 'components/**',
    may: ['spec', 'keras', 'charts', 'figures', 'code', 'layer', 'catalog', 'runtime', 'notebook'],
    packages: ['*', '*/*', '@*/*'],
    node: true,
  },
  {
    type: 'pages',
    pattern: 'pages/**',
    may: ['components', 'spec', 'catalog', 'charts', 'figures', 'code', 'runtime', 'notebook'],
    packages: ['*', '*/*', '@*/*'],
    node: true,
  },
]

const element = (type) => ({ element: { type } })

const policies = house.flatMap(({ type, may, packages, files, node }) => [
  { from: element(type), allow: { to: { element: { types: { anyOf: [type, ...may] } } } } },
  ...(packages.length > 0
    ? [{ from: element(type), allow: { to: { module: { origin: 'external', source: packages } } } }]
    : []),
  ...(files ? [{ from: element(type), allow: { to: { file: { categories: { anyOf: files } } } } }] : []),
  ...(node ? [{ from: element(type), allow: { to: { module: { origin: 'core' } } } }] : []),
])

export default defineConfig(
  {
    ignores: [
      'dist/',
      '.astro/',
      '.generated/',
      'node_modules/',
      'public/',
      'tests/oracle/',
      'content/layers/*/*/snippet.ts',
      'content/layers/*/*/cells/',
      'content/notebooks/*/code.ts',
    ],
  },
  ...tseslint.configs.recommended,
  ...astro.configs.recommended,
  {
    files: ['**/*.{ts,tsx,js,astro}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': house.map(({ type, pattern }) => ({ type, pattern, partialMatch: false })),
      'boundaries/files': [{ category: 'charts-model', pattern: 'src/charts/{model,scale}.ts' }],
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.astro'] } },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', prefer: 'type-imports' },
      ],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'content/**/layer.ts', 'pages/**/*.ts'],
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', checkAllOrigins: true, policies }] },
  },
  { files: ['tests/**', 'scripts/**', '*.config.*'], rules: { 'no-console': 'off' } },
)
