/**
 * What `npm run check` runs: types, lint and format with the direction of imports, unused code, links in the docs, the
 * lockfile, and the migrations on each database there is. Every step runs, whatever the others say; names choose some:
 * `npm run check -- types links`.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readOptions } from './read-options.ts'

type Step = {
  name: string
  /** What is wrong, one entry each; empty when all is well. */
  run(): Promise<string[]>
}

const root = fileURLToPath(new URL('..', import.meta.url))

// The slowest first. A step of our own is loaded when it runs, so that a broken import fails that step alone.
const steps: Step[] = [
  { name: 'types', run: () => command('typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: 'lint', run: () => command('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.') },
  { name: 'unused', run: () => command('knip/bin/knip.js', '--treat-config-hints-as-errors') },
  { name: 'migrations', run: async () => (await import('./check-migrations.ts')).checkMigrations(process.env) },
  { name: 'links', run: async () => (await import('./check-links.ts')).checkLinks(root) },
  { name: 'lockfile', run: async () => (await import('./check-lockfile.ts')).checkLockfile(root) },
]

const { words: names } = readOptions(
  {
    command: 'npm run check --',
    about: 'is what is written as it should be?',
    words: { name: 'STEP ...', about: `${steps.map(({ name }) => name).join(', ')}; left out, all of them` },
  },
  {},
)
const unknown = names.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are ${steps.map((step) => step.name).join(', ')}.`)
  process.exitCode = 1
} else {
  const failed = await runAll(names.length > 0 ? steps.filter((step) => names.includes(step.name)) : steps)
  console.log(failed.length === 0 ? 'Check: all is well.' : `Check: failed at ${failed.join(', ')}.`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

/** Two at a time: the machines this runs on often have two cores. Resolves to the names of the steps that failed. */
async function runAll(chosen: readonly Step[]): Promise<string[]> {
  const waiting = [...chosen]
  const failed: string[] = []
  async function work() {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (!(await passes(step))) failed.push(step.name)
    }
  }
  await Promise.all([work(), work()])
  return failed
}

async function passes(step: Step): Promise<boolean> {
  const startedAt = performance.now()
  const problems = await step
    .run()
    .catch((error: unknown) => [error instanceof Error ? (error.stack ?? '') : `${error}`])
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log([`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`, ...problems].join('\n'))
  return problems.length === 0
}

/** A tool from node_modules, run by this Node; what it printed is the problem when it fails. */
function command(script: string, ...args: string[]): Promise<string[]> {
  const path = fileURLToPath(new URL(`../node_modules/${script}`, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0 ? [] : [output.trim() || `${script} stopped with code ${code}`]))
  })
}
