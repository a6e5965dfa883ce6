/**
 * Makes `npm start`, `npm test` and `npm run check` work in a fresh checkout: runs `npm ci` when node_modules is missing
 * or is not what package-lock.json says, and does nothing when it is.
 *
 * Plain JavaScript for Node 20 and up, because it runs before Node 24 is there: Node 24 is itself a dependency (the
 * package `node`), and npm puts node_modules/.bin first on the PATH of the script that follows this one.
 *
 * With `--runtime`, packages that only development needs may be absent, as in an image installed with `--omit=dev`.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const runtimeOnly = process.argv.includes('--runtime')
const oldestMajor = 20
const neededMajor = 24
const major = Number(process.versions.node.split('.')[0])

if (major < oldestMajor) {
  fail(`OpenCoach needs Node ${oldestMajor} or newer to start from, and this is Node ${process.versions.node}.`)
} else if (!isInstalled()) {
  const release = await acquireLock()
  try {
    // Another start may have installed everything while this one waited.
    if (!isInstalled()) await install()
  } finally {
    release()
  }
}

/** npm leaves a copy of the lockfile in node_modules, as its last act: entry by entry it must be the same. */
function isInstalled() {
  const wanted = readPackages('package-lock.json')
  const present = readPackages('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  if (major < neededMajor && !hasOwnNode()) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = present[path]
    if (found) return found.version === entry.version && found.integrity === entry.integrity
    // Optional packages are often those of another platform; npm leaves them out.
    return entry.optional || entry.devOptional || (runtimeOnly && entry.dev)
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The package `node` fetches its binary in an install script, which npm can be told not to run. */
function hasOwnNode() {
  return existsSync(join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node'))
}

async function install() {
  const why = existsSync(join(root, 'node_modules')) ? 'node_modules is out of date' : 'First run'
  say(`${why}: installing what package-lock.json names (npm ci), about a minute ...`)
  const failure = await runNpmCi()
  if (failure) {
    fail(
      `npm ci ${failure}, so nothing was started. The lines above say why; most often it is the network: check that ` +
        'this machine reaches its npm registry, then run the same command again.',
    )
  } else if (major < neededMajor && !hasOwnNode()) {
    fail(
      `npm ci ran, but Node ${neededMajor} did not come with it: npm is set to ignore install scripts. Run ` +
        `"npm ci --ignore-scripts=false" once, or use Node ${neededMajor} yourself.`,
    )
  }
}

/** Resolves to undefined when all went well, else to what happened, as the end of a sentence. */
function runNpmCi() {
  // The npm that started this script, run by the Node that runs npm: the one in node_modules is about to be replaced.
  const npmScript = /[\\/]npm-cli\.c?js$/.test(process.env.npm_execpath ?? '') ? process.env.npm_execpath : undefined
  const arguments_ = ['ci', '--loglevel=error', ...(runtimeOnly ? [] : ['--include=dev'])]
  const [command, ...before] = npmScript ? [process.env.npm_node_execpath ?? process.execPath, npmScript] : ['npm']
  const child = spawn(command, [...before, ...arguments_], {
    cwd: root,
    // To stderr: what the script that follows prints on stdout may be read by a program.
    stdio: ['ignore', 2, 2],
    shell: !npmScript && process.platform === 'win32',
  })
  const forward = (signal) => child.kill(signal)
  process.on('SIGINT', forward)
  process.on('SIGTERM', forward)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be run (${error.message})`))
    child.on('exit', (code, signal) => resolve(code === 0 ? undefined : `stopped with ${signal ?? `code ${code}`}`))
  }).finally(() => {
    process.off('SIGINT', forward)
    process.off('SIGTERM', forward)
  })
}

/**
 * Two `npm ci` in one folder delete each other's work. A folder is the lock, since making one is atomic everywhere; its
 * holder touches it every second, so one that stays untouched was left by a process that is gone.
 */
async function acquireLock() {
  const lock = join(root, '.install-lock')
  const pollMs = 250
  const abandonedMs = 5_000
  let touched = mtimeMs(lock)
  let unchangedMs = 0
  while (!makeDirectory(lock)) {
    if (unchangedMs === 0) say('Waiting for an installation that another command has begun ...')
    await sleep(pollMs)
    // Counted in polls, not read off a clock: a laptop that slept in between must not make a living lock look old.
    unchangedMs = mtimeMs(lock) === touched ? unchangedMs + pollMs : pollMs
    touched = mtimeMs(lock)
    if (unchangedMs >= abandonedMs) removeAbandoned(lock, touched)
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    if (existsSync(lock)) utimesSync(lock, now, now)
  }, 1_000)
  return function release() {
    clearInterval(heartbeat)
    rmSync(lock, { recursive: true, force: true })
  }
}

function makeDirectory(path) {
  try {
    mkdirSync(path)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Of two that find the same abandoned lock only one can rename it; one that renamed a lock just taken puts it back. */
function removeAbandoned(lock, touched) {
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  if (mtimeMs(aside) === touched) rmSync(aside, { recursive: true, force: true })
  else renameSync(aside, lock)
}

function mtimeMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(line) {
  say(line)
  process.exitCode = 1
}
