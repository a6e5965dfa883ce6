/** The script is run as an operator runs it, on a file and on the database of an installation. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPglite } from '../../src/db/pglite.ts'
import { briefly, compileCache } from '../support/child.ts'
import { openWorld } from '../support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const script = join(import.meta.dirname, '../../scripts/replay.ts')
const example = join(import.meta.dirname, '../../scripts/replay/example.jsonl')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function replay(args: string[], env: Record<string, string> = {}) {
  const ran = spawn(process.execPath, [...briefly, script, ...args], {
    cwd: folder,
    timeout: 120_000, // none that hangs holds up the run
    killSignal: 'SIGKILL',
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: compileCache,
      DATA_DIR: join(folder, 'nothing'),
      ...env,
    },
  })
  let out = ''
  let err = ''
  ran.stdout.on('data', (data) => (out += data))
  ran.stderr.on('data', (data) => (err += data))
  const code = await new Promise<number | null>((resolve) => ran.on('close', resolve))
  return { code, out, err, json: () => JSON.parse(out.trim().split('\n').at(-1) ?? '') }
}

function file(name: string, ...lines: unknown[]): string {
  const path = join(mkdtempSync(join(folder, 'file-')), name)
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  return path
}

describe.concurrent('a file of messages', () => {
  test('the example: a table, and what has changed', async () => {
    const { code, out, err } = await replay(['--messages', example, '--coach', 'Dana'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/10:00.*quit my j.*handoff: high_stakes_decision.*handoff: high_stakes_decision.*confidence/)
    expect(out).toMatch(/Can I talk to Dana.*continue.*handoff: explicit_request.*words alone.*changed/)
    expect(out).toContain('2 as then, 2 changed, 1 not compared.')
    expect(out).toContain('1 x continue -> handoff: explicit_request')
  })

  test('as JSON, only what has changed, and nobody says a word in it', async () => {
    const { json, out } = await replay(['--messages', example, '--coach', 'Dana', '--changed', '--json'])
    expect(json().turns.map(({ line }: { line: number }) => line)).toEqual([5, 7])
    expect(json().summary).toMatchObject({ same: 2, changed: 2, notCompared: 1 })
    expect(out).not.toMatch(/divorce papers|Dana herself/)
  })

  test('danger goes before all else; earlier lines count; what is not the client’s is no turn', async () => {
    const path = file(
      'said.jsonl',
      { text: 'You go round in circles, you already said that.', at: '2026-03-02T10:00:00Z' },
      { text: 'I see.', from: 'ai', at: '2026-03-02T10:01:00Z' },
      { text: 'You go round in circles, you already said that.', at: '2026-03-02T10:02:00Z' },
      { text: 'I want to kill myself tonight.', was: { outcome: 'danger', reason: 'level 4' } },
      { text: 'Fine.', head: { risk: 'low' } },
    )
    const { turns } = (await replay(['--messages', path, '--json'])).json()
    expect(turns.map(({ now }: { now: object }) => now)).toEqual([
      expect.objectContaining({ outcome: 'offer' }),
      expect.objectContaining({ outcome: 'handoff', reason: 'loop' }),
      expect.objectContaining({ outcome: 'danger', reason: 'level 4' }),
      expect.objectContaining({ outcome: 'danger' }),
    ])
    expect(turns[2].verdict).toBe('same')
  })

  test.each<[string, string[], RegExp, Record<string, string>?]>([
    ['neither a file nor a conversation', [], /--messages FILE, or --conversation ID/],
    ['both', ['--messages', 'x', '--conversation', 'y'], /--messages FILE, or --conversation ID/],
    ['a file that is not there', ['--messages', 'nowhere.jsonl'], /nowhere\.jsonl cannot be read/],
    ['a model without a coach', ['--messages', 'x', '--model'], /needs --conversation/],
    ['no database', ['--conversation', '0190f3a2-0000-7000-8000-000000000000'], /no database in .*nothing/],
    [
      'a setting that is missing',
      ['--conversation', 'x'],
      /REDIS_URL must be set/,
      { DATABASE_URL: 'postgres://nowhere/x' },
    ],
  ])('%s is said in one line', async (_, args, message, env = {}) => {
    const { code, out, err } = await replay(args, env)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(message)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  test.each([
    ['no JSON', '{"text": "a"', /bad\.jsonl, line 2 is not JSON/],
    ['no text', { at: '2026-03-02T10:00:00Z' }, /line 2, "text"/],
    ['a field that is none', { text: 'a', confidence: 1 }, /line 2.*confidence/],
    ['a reason that is none', { text: 'a', was: { outcome: 'handoff', reason: 'mood' } }, /line 2, "was\.reason"/],
  ])('a line with %s is named', async (_, bad, message) => {
    const { code, err } = await replay(['--messages', file('bad.jsonl', { text: 'Hello.' }, bad)])
    expect(code).toBe(1)
    expect(err).toMatch(message)
  })
})

describe('a conversation of an installation', () => {
  let world: World
  let installed: Record<string, string>
  beforeAll(async () => {
    world = await lived()
    installed = await installation()
  })
  afterAll(() => world?.close())

  /** Sarah is answered, hands over by a decision, is handed back, and is in danger at the end. */
  async function lived() {
    const world = await openWorld()
    await world.sarah.says('I slept badly.')
    await world.settle()
    world.model.willAnswer({ stakes: 'high', confidence: 0.4 })
    await world.sarah.says('I am going to quit my job right now.')
    await world.settle()
    await world.advance(60_000)
    await world.taps(world.dana, 'Take over')
    await world.writes(world.dana, 'Sarah', 'I am here.')
    await world.settle()
    await world.advance(60_000)
    await world.writes(world.dana, 'Sarah', '/handback')
    await world.settle()
    await world.advance(60_000)
    world.model.willAnswer({ reply: 'One that is late, and says so?' })
    await world.sarah.says('Tell me a joke about trains.')
    await world.settle()
    await world.sarah.says('I want to kill myself tonight.')
    await world.settle()
    return world
  }

  async function conversation(): Promise<string> {
    const [row] = await world.rows<{ id: string }>(sql`select id from conversations`)
    return row?.id ?? ''
  }

  /** As the script finds it: a database server, or a folder that no other process has open. */
  async function installation(): Promise<Record<string, string>> {
    const { databaseUrl, redisUrl = '', embedded } = world.store
    const env = {
      SECRETS_KEY: Buffer.alloc(32, 'worlds').toString('base64'),
      OPENAI_BASE_URL: world.model.url,
      OPENAI_MODEL: 'gpt-4o-mini',
      ALLOW_PRIVATE_MODEL_HOSTS: 'yes',
    }
    if (databaseUrl)
      return { ...env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, TELEGRAM_BOT_TOKEN: world.bot.token }
    const dataDir = mkdtempSync(join(folder, 'data-'))
    const copy = await openPglite({
      folder: join(dataDir, 'pglite'),
      loadFrom: await (embedded?.dump() as Promise<Blob>),
    })
    await copy.close()
    return { ...env, DATA_DIR: dataDir }
  }

  test('then beside now, by the judgement that was stored; the model is not asked', async () => {
    const asked = world.model.requests.length
    const { json, err } = await replay(['--conversation', await conversation(), '--json'], installed)
    expect(err).toBe('')
    const { turns, summary } = json()
    expect(
      turns.map(({ was, now, verdict }: Record<string, { outcome: string; reason?: string }>) => [
        was?.reason ?? was?.outcome,
        now?.reason ?? now?.outcome,
        verdict,
      ]),
    ).toEqual([
      ['continue', 'continue', 'same'],
      ['high_stakes_decision', 'high_stakes_decision', 'same'],
      ['continue', 'continue', 'same'],
      ['level 4', 'level 4', 'same'],
    ])
    expect(summary).toMatchObject({ same: 4, changed: 0 })
    expect(world.model.requests).toHaveLength(asked)
  })

  test('--model says what it costs first, and asks only when told to', async () => {
    const asked = world.model.requests.length
    const args = ['--conversation', await conversation(), '--model', '--json']
    const first = await replay(args, installed)
    expect(first.code).toBe(1)
    expect(first.err).toMatch(
      /^4 calls of gpt-4o-mini with the coach's key: about \d+ tokens in and 1000 out, about \$0\.\d+\.$/m,
    )
    expect(world.model.requests).toHaveLength(asked)

    world.model.answersWith(() => ({ wants_human: true }))
    const { code, json } = await replay([...args, '--yes'], installed)
    expect(code).toBe(0)
    expect(world.model.requests).toHaveLength(asked + 4)
    expect(json().turns.map(({ now }: { now: { reason: string } }) => now.reason)).toEqual([
      ...['explicit_request', 'explicit_request', 'explicit_request'],
      'level 4',
    ])
    if (world.store.databaseUrl)
      expect(await world.rows(sql`select id from usage_events where purpose = 'replay'`)).toHaveLength(4)
  })

  test('what is no conversation here is said', async () => {
    const { code, err } = await replay(['--conversation', '0190f3a2-0000-7000-8000-000000000000'], installed)
    expect({ code, err: err.trim() }).toEqual({
      code: 1,
      err: 'There is no conversation 0190f3a2-0000-7000-8000-000000000000 here.',
    })
    expect((await replay(['--conversation', 'Sarah'], installed)).err).toContain('is no id of a conversation')
  })

  test('a rule of the coach’s that came later changes what would be decided', async () => {
    const rules = JSON.stringify([{ id: 'trains', phrases: ['train*'], action: 'handoff' }])
    await world.rows(sql`update coaches set settings = jsonb_set(settings, '{rules}', ${rules}::text::jsonb)`)
    const { out } = await replay(['--conversation', await conversation(), '--changed'], await installation())
    expect(out).toMatch(/joke about trains.*continue.*handoff: coach_rule.*rule: train\*/)
    expect(out).toContain('1 changed')
  })
})
