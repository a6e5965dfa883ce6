import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const running = new Set<ChildProcess>()
/** For NODE_COMPILE_CACHE: Node keeps what it has compiled, and the same files are started many times over. */
export const compileCache = join(tmpdir(), 'opencoach-compile-cache')

/**
 * For Node, in a process that lives for seconds: to optimize the embedded database's code takes it longer than to run it
 * as it is.
 */
export const briefly = ['--liftoff-only', `--import=${new URL('quick-imports.ts', import.meta.url)}`]

/** Whatever a failed test has left running. */
export async function killChildren(): Promise<void> {
  for (const child of running) child.kill('SIGKILL')
}

/**
 * `file` from the repository's root, with this environment and no other.
 *
 * @param nodeOptions none where it is to be as fast as in use
 */
export function startChild(file: string, env: Record<string, string> = {}, args: string[] = [], nodeOptions = briefly) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...nodeOptions, file, ...args], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_COMPILE_CACHE: compileCache,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let stdout = ''
  let stderr = ''
  const listeners = new Set<() => void>()
  child.stdout.on('data', (data) => {
    stdout += data
    for (const listener of listeners) listener()
  })
  child.stderr.on('data', (data) => {
    stderr += data
  })
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => {
      running.delete(child)
      resolve(code ?? signal)
      for (const listener of listeners) listener()
    })
  })

  return {
    pid: child.pid ?? 0,
    startedAt,
    /** The exit code, or the signal that ended it. */
    ended,
    get stdout() {
      return stdout
    },
    get stderr() {
      return stderr
    },
    /** Resolves with the match once it has printed what fits. */
    prints(pattern: RegExp, timeoutMs = 110_000): Promise<RegExpExecArray> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => done(`did not print ${pattern} in time`), timeoutMs)
        const look = () => {
          const found = pattern.exec(stdout)
          if (found) done(found)
          else if (child.exitCode !== null) done(`ended with ${child.exitCode}`)
        }
        const done = (outcome: RegExpExecArray | string) => {
          clearTimeout(timer)
          listeners.delete(look)
          if (typeof outcome === 'string') reject(new Error(`${file} ${outcome}.\n${stdout}\n${stderr}`))
          else resolve(outcome)
        }
        listeners.add(look)
        look()
      })
    },
    /** Asks it to end, as an operator or a supervisor does. */
    async stop(): Promise<number | string | null> {
      child.kill('SIGTERM')
      return ended
    },
  }
}
