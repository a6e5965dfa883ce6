import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Confinement, findConfinement } from '../../src/extract/confine.ts'
import { type Allowance, runConfined } from '../../src/extract/confined-process.ts'
import { createExtract } from '../../src/extract/extract.ts'
import { problemOf } from './open-extract.ts'

const generous: Allowance = { timeMs: 60_000, memoryBytes: 500 * 1024 * 1024, outputBytes: 1_000_000 }
const confinement = await findConfinement(process.env['PATH'] ?? '')
const unconfined: Confinement = { wrap: () => [], isOffline: false, isCapped: false }

/** Runs a script in a process of Node's; lines it says go to `lines`. */
async function run(
  script: string,
  allowance: Partial<Allowance> = {},
  options: { signal?: AbortSignal; held?: Confinement } = {},
) {
  const lines: string[] = []
  const ending = await runConfined({
    words: [
      process.execPath,
      '--input-type=module',
      '-e',
      `const say = (text) => fs.writeSync(3, text + '\\n')\nimport fs from 'node:fs'\n${script}`,
    ],
    allowance: { ...generous, ...allowance },
    confinement: options.held ?? confinement,
    signal: options.signal,
    onLine: (line) => lines.push(line),
  })
  return { ...ending, lines }
}

test('a process is heard line by line, and knows nothing of this one', async () => {
  const { code, lines } = await run("say('one'); say('two'); say(JSON.stringify(process.env))")
  expect({ code, lines }).toEqual({ code: 0, lines: ['one', 'two', '{}'] })
})

describe('too much', () => {
  test('time is too slow, and so is a step without an end', async () => {
    expect(await problemOf(run('setInterval(() => {}, 1000)', { timeMs: 300 }))).toBe('too_slow')
    expect(await problemOf(run('for (;;) {}', { timeMs: 300 }))).toBe('too_slow')
    const steps = "let n = 0; setInterval(() => n++ < 4 ? say('step') : 0, 100)"
    expect(await problemOf(run(steps, { stepMs: 1500 }))).toBe('too_slow')
  })

  test('memory is too hungry, seen from here where the kernel is not asked', async () => {
    const eats = 'const eaten = []; setInterval(() => eaten.push(Buffer.alloc(20e6, 1)), 20)'
    const memoryBytes = 200 * 1024 * 1024
    expect(await problemOf(run(eats, { memoryBytes }, { held: unconfined }))).toBe('too_hungry')
  })

  test.runIf(confinement.isCapped)('memory at once is refused by the kernel', async () => {
    const gulp = "try { Buffer.alloc(1.5e9, 1); say('full') } catch { say('refused') }"
    const { lines } = await run(gulp, { memoryBytes: 200 * 1024 * 1024 })
    expect(lines).toEqual(['refused'])
  })

  test('output is too much inside, and so is a line without an end', async () => {
    expect(await problemOf(run("for (;;) say('x'.repeat(1000))", { outputBytes: 100_000 }))).toBe('too_much_inside')
    const endless = "for (;;) fs.writeSync(3, 'x'.repeat(10000))"
    expect(await problemOf(run(endless, { outputBytes: 1e9 }))).toBe('too_much_inside')
  })
})

test('whoever gives up gets their own reason, and no process stays behind', async () => {
  const { promise, resolve } = Promise.withResolvers<number>()
  const controller = new AbortController()
  const reason = new Error('The document was removed')
  const running = runConfined({
    words: [process.execPath, '-e', "require('fs').writeSync(3, process.pid + '\\n'); setInterval(() => {}, 1000)"],
    allowance: generous,
    confinement,
    signal: controller.signal,
    onLine: (line) => resolve(Number(line)),
  })
  const pid = await promise
  controller.abort(reason)
  await expect(running).rejects.toBe(reason)
  expect(isRunning(pid)).toBe(false)
  await expect(run('', {}, { signal: controller.signal })).rejects.toBe(reason)
})

test('what a listener throws ends the process', async () => {
  const running = runConfined({
    words: [process.execPath, '-e', "require('fs').writeSync(3, 'x\\n'); setInterval(() => {}, 1000)"],
    allowance: generous,
    confinement,
    onLine: () => {
      throw new Error('Not in this house')
    },
  })
  await expect(running).rejects.toThrow('Not in this house')
})

test.runIf(confinement.isOffline)('a process has no network', async () => {
  const asks = "import net from 'node:net'\nnet.connect(9, '127.0.0.1').on('error', (error) => say(error.code))"
  expect((await run(asks)).lines).toEqual(['ENETUNREACH'])
})

test.runIf(process.platform === 'linux')('a process ends with the one that asked', async () => {
  // The one in the middle is killed while the one it asked is busy.
  const inner = "require('fs').writeSync(3, process.pid + '\\n'); setInterval(() => {}, 1000)"
  const outer = `
    import { runConfined } from ${JSON.stringify(new URL('../../src/extract/confined-process.ts', import.meta.url).pathname)}
    import { findConfinement } from ${JSON.stringify(new URL('../../src/extract/confine.ts', import.meta.url).pathname)}
    await runConfined({
      words: [process.execPath, '-e', ${JSON.stringify(inner)}],
      allowance: ${JSON.stringify(generous)},
      confinement: await findConfinement(${JSON.stringify(process.env['PATH'])}),
      onLine: (pid) => say(pid),
    })`
  const controller = new AbortController()
  const { promise, resolve } = Promise.withResolvers<number>()
  const running = runConfined({
    words: [
      process.execPath,
      '--input-type=module',
      '-e',
      `import fs from 'node:fs'\nconst say = (text) => fs.writeSync(3, text + '\\n')\n${outer}`,
    ],
    allowance: generous,
    confinement: unconfined,
    signal: controller.signal,
    onLine: (line) => resolve(Number(line)),
  })
  const pid = await promise
  controller.abort()
  await expect(running).rejects.toThrow()
  await expect.poll(() => isRunning(pid)).toBe(false)
})

test('nothing of it is left open here', async () => {
  await run('')
  const before = process.platform === 'linux' ? (await readdir('/proc/self/fd')).length : 0
  for (let n = 0; n < 3; n++) await run("say('one')")
  const after = process.platform === 'linux' ? (await readdir('/proc/self/fd')).length : 0
  expect(after).toBeLessThanOrEqual(before)
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('what the machine cannot hold a process with is said once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-confined-'))
  const path = join(folder, 'words.txt')
  await writeFile(path, 'Words.')
  const said: (readonly string[])[] = []
  const extract = createExtract({ searchPath: '', scratchDir: folder, onLessConfined: (missing) => said.push(missing) })
  for (const name of ['one.txt', 'other.txt']) expect((await extract({ path, name })).blocks).toHaveLength(1)
  expect(said).toEqual([['network', 'memory']])
  await rm(folder, { recursive: true })
})
