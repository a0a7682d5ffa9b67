/**
 * Finds a Chromium for the browser tests; where there is none, gets one: Playwright's own download, else
 * Debian's package. Also sees to a Chinese font, without which screenshots show boxes.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file))

function installed() {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : undefined
  return NAMES.map(onPath).find(Boolean)
}

async function playwrights() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0

function apt(...packages) {
  if (!onPath('apt-get')) return false
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const get = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args]
    return run(command, rest)
  }
  return get('update', '-qq') && get('install', '-y', '-qq', '--no-install-recommends', ...packages)
}

function hasChineseFont() {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false
  }
}

/** Path of a Chromium, installing one if need be. */
export async function findChromium({ install }) {
  let path = installed() ?? (await playwrights())
  if (!path && install) {
    console.log('No Chromium found; trying Playwright’s download, then Debian’s package.')
    if (run('npx', ['playwright', 'install', 'chromium'])) path = await playwrights()
    if (!path && apt('chromium', 'fonts-noto-cjk')) path = installed()
  }
  if (install && process.platform === 'linux' && !hasChineseFont()) apt('fonts-noto-cjk', 'fontconfig')
  if (!path)
    throw new Error(
      'No Chromium. Install one (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH to its path.',
    )
  return path
}

/** Flags with which Chromium runs as root and asks nothing of the network. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
