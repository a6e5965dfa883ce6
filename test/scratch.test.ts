/** What a killed process leaves of clients' voices on the disk: nothing, once the next one has started. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inScratch, openScratch } from '../src/scratch.ts'

const module = new URL('../src/scratch.ts', import.meta.url).href
const holds = `
  import { writeFile } from 'node:fs/promises'
  import { inScratch, openScratch } from ${JSON.stringify(module)}
  await inScratch(await openScratch(process.argv[1]), async (folder) => {
    await writeFile(folder + '/file', 'what a client said')
    console.log(folder)
    await new Promise(() => setInterval(() => {}, 1_000))
  })`

test('what a process that was killed was working on goes at the next start; what is being worked on stays', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'opencoach-scratch-'))
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', holds, parent])
  const [held] = await once(child.stdout, 'data')
  const file = join(String(held).trim(), 'file')
  const own = await openScratch(parent)
  await inScratch(own, async (folder) => {
    await writeFile(join(folder, 'file'), 'still being heard')
    expect(await readFile(file, 'utf8')).toBe('what a client said') // it lives
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await openScratch(parent)).toBe(own)
    expect(await readdir(parent)).toHaveLength(1)
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('still being heard')
  })
  expect(await readdir(own)).toEqual([])
  await expect(
    inScratch(
      own,
      async () => 'written',
      async () => 1_000,
    ),
  ).rejects.toThrow('disk of the scratch files')
  await rm(parent, { recursive: true })
})
