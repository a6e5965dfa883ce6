/** What clients and the machine's memory notice while a coach's files come: the product in a process of its own. */
import { type Figure, figure, percentile } from './figures.ts'
import { drive } from './load.ts'
import { proseOf } from './prose.ts'
import { openStage, type Stage, type StoreName } from './stage.ts'

const clients = 20
const modelMs = 1_000
const calmSeconds = 30
const fileBytes = 2 * 1024 * 1024
const sampledEveryMs = 500
const waitedAtMostMs = 3_600_000

export async function measureUnderLoad(store: StoreName, plan: { megabytes: number; seed: number }): Promise<Figure[]> {
  const stage = await openStage(store)
  try {
    await stage.start()
    await stage.signUp()
    const people = await stage.invite(clients)
    const token = await stage.makeToken()
    console.error(`${store}: ${clients} clients write ...`)
    const calm = await drive(stage, people, modelMs, calmSeconds)
    // The first file starts what reads files and what counts tokens; from there on nothing may grow with them.
    await upload(stage, token, 'first.md', proseOf(fileBytes, plan.seed))
    await ready(stage, token)
    const before = stage.rssMb()

    console.error(`${store}: they write while ${plan.megabytes} MB come ...`)
    let most = before
    const sampling = setInterval(() => {
      most = Math.max(most, stage.rssMb())
    }, sampledEveryMs)
    const startedAt = performance.now()
    const isRead = readAll()
    const busy = await drive(stage, people, modelMs, calmSeconds, isRead)
    const seconds = (await isRead) / 1000
    clearInterval(sampling)
    console.error(`${store}: they write on, and nothing comes ...`)
    const afterwards = await drive(stage, people, modelMs, calmSeconds)
    for (const line of stage.complaints().slice(0, 5)) console.error(`  logged: ${line.slice(0, 300)}`)
    const p95 = (ownMs: readonly number[]) => percentile(ownMs, 0.95)
    return [
      figure(`${store}: memory above the start while ${plan.megabytes} MB came`, most - before, 'MB', { atMost: 150 }),
      figure(`${store}: p95 of a turn, our own time, meanwhile`, p95(busy.ownMs), 'ms', {
        ...{ against: p95(calm.ownMs), atMost: 2 },
      }),
      figure(`${store}: the same once all was read`, p95(afterwards.ownMs), 'ms', { against: p95(calm.ownMs) }),
      figure(`${store}: until all was read, with vectors from a server`, seconds, 's'),
    ]

    async function readAll(): Promise<number> {
      const files = Math.ceil((plan.megabytes * 1024 * 1024) / fileBytes)
      for (let at = 1; at <= files; at++)
        await upload(stage, token, `file-${at}.md`, proseOf(fileBytes, plan.seed + at))
      await ready(stage, token)
      return performance.now() - startedAt
    }
  } finally {
    await stage.close()
  }
}

async function upload(stage: Stage, token: string, name: string, paragraphs: readonly string[]): Promise<void> {
  const form = new FormData()
  form.append('file', new Blob([paragraphs.join('\n\n')], { type: 'text/markdown' }), name)
  const answer = await call(stage, token, '', { method: 'POST', body: form })
  if (!answer.ok) throw new Error(`${name} was not taken: ${answer.status} ${await answer.text()}`)
  await answer.text()
}

/** Until nothing is left to be read. */
async function ready(stage: Stage, token: string): Promise<void> {
  const until = performance.now() + waitedAtMostMs
  for (const status of ['queued', 'extracting', 'embedding']) {
    while (performance.now() < until) {
      const answer = await call(stage, token, `?status=${status}&limit=1`)
      const { documents } = (await answer.json()) as { documents: unknown[] }
      if (documents.length === 0) break
      await new Promise((resolve) => setTimeout(resolve, sampledEveryMs))
    }
  }
  const failed = await call(stage, token, '?status=failed&limit=1')
  const { documents } = (await failed.json()) as { documents: { problem?: unknown }[] }
  if (documents.length > 0) throw new Error(`A document has failed: ${JSON.stringify(documents[0]?.problem)}`)
}

function call(stage: Stage, token: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${stage.address()}/v1/documents${path}`, { ...init, headers: { authorization: `Bearer ${token}` } })
}
