/** The script is run as an operator runs it, on the database of an installation. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPglite } from '../../src/db/pglite.ts'
import { opensPractice } from '../support/acts.ts'
import { briefly, compileCache } from '../support/child.ts'
import { analysed } from '../support/learning.ts'
import { openWorld } from '../support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const script = join(import.meta.dirname, '../../scripts/replay-clone.ts')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'replay-clone-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function replay(args: string[], env: Record<string, string>) {
  const base = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: compileCache }
  const ran = spawn(process.execPath, [...briefly, script, ...args], {
    cwd: folder,
    timeout: 120_000, // none that hangs holds up the run
    killSignal: 'SIGKILL',
    env: { ...base, ...env },
  })
  let out = ''
  let err = ''
  ran.stdout.on('data', (data) => (out += data))
  ran.stderr.on('data', (data) => (err += data))
  const code = await new Promise<number | null>((resolve) => ran.on('close', resolve))
  const rows = () => {
    const { name, rows } = JSON.parse(out.trim().split('\n').at(-1) ?? '') as {
      name: string
      rows: { metric: string; value: number }[]
    }
    return { name, values: Object.fromEntries(rows.map(({ metric, value }) => [metric, value])) }
  }
  return { code, out, err, rows }
}

/** As the script finds it: a database server, or a folder that no other process has open. */
async function installation({ store, model, bot }: World): Promise<Record<string, string>> {
  const { databaseUrl, redisUrl = '', embedded } = store
  const env = {
    SECRETS_KEY: Buffer.alloc(32, 'worlds').toString('base64'),
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'gpt-4o-mini',
    ALLOW_PRIVATE_MODEL_HOSTS: 'yes',
  }
  if (databaseUrl) return { ...env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, TELEGRAM_BOT_TOKEN: bot.token }
  const dataDir = mkdtempSync(join(folder, 'data-'))
  const copy = await openPglite({
    folder: join(dataDir, 'pglite'),
    loadFrom: await (embedded?.dump() as Promise<Blob>),
  })
  await copy.close()
  return { ...env, DATA_DIR: dataDir }
}

test('asked for first, then compared with the last time; without a key by the offline model, and it is said so', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.answersAs('analysis', analysed)
  model.answersWith(() => ({ reply: 'Consider making a prioritised list.' }))
  await sarah.says('My work is crushing me, I cannot breathe at my desk.')
  await world.settle()
  const mirrored = world.topic('Sarah').find(({ text }) => text.includes('prioritised'))?.id ?? 0
  await world.writes(dana, 'Sarah', '/teach Okay, breathe with me. What could you put down?', { replyTo: mirrored })
  await world.settle()
  const [coach] = await world.rows<{ id: string }>(sql`select id from coaches`)
  const args = ['--coach', coach?.id ?? '', '--json']
  const env = await installation(world)

  const before = model.requests.length
  const unasked = await replay(args, env)
  expect(unasked).toMatchObject({ code: 1, out: '' })
  expect(unasked.err).toContain('About 2 calls of gpt-4o-mini')
  expect(unasked.err).toContain('Add --yes')
  expect(model.requests).toHaveLength(before)

  const first = await replay([...args, '--yes'], env)
  expect(first.code).toBe(0)
  expect(model.requests).toHaveLength(before + 2)
  expect(first.rows().name).toBe('replay:clone')
  expect(first.rows().values).toMatchObject({ 'answers rehearsed': 1, 'about the same': 0 })
  expect(first.out).not.toContain('breathe')

  model.answersWith(() => ({ reply: 'Okay, breathe with me. What could you put down?' }))
  const second = await replay([...args.slice(0, 2), '--yes'], env)
  expect(second.out).toContain('Compared with')
  const third = await replay([...args, '--yes'], env)
  expect(third.rows().values).toMatchObject({ 'nearness, mean': 1, 'about the same': 1 })
  model.answersWith(() => ({ reply: 'Consider making a prioritised list.' }))
  const fourth = await replay([...args.slice(0, 2), '--yes'], env)
  expect(fourth.out).toMatch(/Farther than then:[\s\S]*coach {3}Okay, breathe[\s\S]*clone {3}Consider/)

  await dana.says('/key remove')
  await world.settle()
  const offline = await replay(args, await installation(world))
  expect(offline.err).toContain('the offline model rehearses')
  expect(offline.rows().values).toMatchObject({ 'answers rehearsed': 1 })
})

test('whose clone: nothing to say where there is one coach, else a list to choose from', async () => {
  await using world = await openWorld({ clients: [], group: false })
  const [dana] = await world.rows<{ id: string }>(sql`select id from coaches`)
  const alone = await replay([], await installation(world))
  expect(alone.err).toContain(`The coach ${dana?.id} has kept nothing here`)
  const { coachId: marco } = await opensPractice(world, 'Marco')
  const env = await installation(world)
  const list = `${dana?.id}  Dana\n${marco}  Marco\n`
  expect(await replay([], env)).toMatchObject({ code: 1, out: '', err: `Say whose clone: --coach ID.\n${list}` })
  const unknown = await replay(['--coach', 'dana'], env)
  expect(unknown).toMatchObject({
    code: 1,
    out: '',
    err: `"dana" is no coach here; say whose clone: --coach ID.\n${list}`,
  })
  expect((await replay(['--coach', marco], env)).err).toContain(`The coach ${marco} has kept nothing here`)
})

test('no database is said in one line', async () => {
  const { code, out, err } = await replay([], { DATA_DIR: join(folder, 'nothing') })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/There is no database/)
  expect(err.trim().split('\n')).toHaveLength(1)
})
