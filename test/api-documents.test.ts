/** The way in for a coach's own programs: who is let in, what is answered, and what is left of what breaks off. */
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { opensPractice } from './support/acts.ts'
import { createProgram, makeToken } from './support/api.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
const megabyte = 1024 * 1024

const openApiWorld = (options: Parameters<typeof openWorld>[0] = {}) =>
  openWorld({ clients: [], group: false, website: true, ...options })

/** A form whose file is so long, sent as it is made. */
async function send(
  { websiteUrl }: World,
  token: string,
  pieces: AsyncIterable<Uint8Array>,
  { name = 'Long.txt', breaksOff = false } = {},
): Promise<{ status: number; body: { code?: string; id?: string } } | undefined> {
  const boundary = 'x-boundary-of-the-test'
  const call = request(`${websiteUrl}/v1/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  const answer = new Promise<{ status: number; body: { code?: string; id?: string } } | undefined>((resolve) => {
    call.on('error', () => resolve(undefined))
    call.on('response', async (response) => {
      let text = ''
      for await (const piece of response) text += piece
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) })
    })
  })
  call.write(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`)
  for await (const piece of pieces) {
    if (call.destroyed || call.writableEnded) break
    if (!call.write(piece)) await new Promise((resolve) => call.once('drain', resolve).once('close', resolve))
  }
  if (breaksOff) call.destroy()
  else call.end(`\r\n--${boundary}--\r\n`)
  return answer
}

async function* repeated(piece: Uint8Array, times: number, between: () => void = () => {}) {
  for (let count = 0; count < times; count++) {
    between()
    yield piece
  }
}

test('without a token, with a wrong, a revoked or another scope’s one, nobody is let in, and nothing is stored', async () => {
  await using world = await openApiWorld()
  const { dana, websiteUrl } = world
  const token = await makeToken(world)
  const good = createProgram(websiteUrl, token)
  expect((await good.call('GET', '/v1/documents')).status).toBe(200)
  expect(await world.rows(sql`select scopes, last4, revoked_at from api_tokens`)).toEqual([
    { scopes: ['documents:read', 'documents:write'], last4: token.slice(-4), revoked_at: null },
  ])
  expect(JSON.stringify(await world.rows(sql`select * from api_tokens`))).not.toContain(token.slice(3))

  for (const wrong of [undefined, 'oc_wrong', `${token}x`, token.slice(3)]) {
    const answer = await createProgram(websiteUrl, wrong).call('POST', '/v1/documents', good.form('A.txt', 'Words.'))
    expect(answer).toMatchObject({ status: 401, body: { status: 401, code: 'unauthorized' } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
  }
  await world.rows(sql`update api_tokens set scopes = array['documents:read']`)
  for (const [method, path] of [
    ['POST', '/v1/documents'],
    ['PUT', `/v1/documents/${world.coach.id}`],
    ['PATCH', `/v1/documents/${world.coach.id}`],
    ['DELETE', `/v1/documents/${world.coach.id}`],
    ['POST', `/v1/documents/${world.coach.id}/retry`],
    ['GET', '/upload/api/files'],
  ] as const)
    expect(await good.call(method, path), path).toMatchObject({ status: 403, body: { code: 'forbidden' } })

  world.clock.advance(1_000)
  await dana.says('/token')
  await dana.hears('may use these tokens')
  await dana.taps(`Revoke ····${token.slice(-4)}`)
  await world.settle()
  expect(await good.call('GET', '/v1/documents')).toMatchObject({ status: 401 })
  expect(await world.rows(sql`select action from audit_log where action like 'token%' order by id`)).toEqual([
    { action: 'token_made' },
    { action: 'token_revoked' },
  ])
  expect(await world.originals()).toEqual([])
  expect(await world.rows(sql`select id from documents`)).toEqual([])
})

test("another coach's documents are not there: not seen, listed, changed, replaced nor removed", async () => {
  await using world = await openApiWorld({ group: true })
  const { coach: mia } = await opensPractice(world, 'Mia')
  const dana = createProgram(world.websiteUrl, await makeToken(world))
  const hers = createProgram(world.websiteUrl, await makeToken(world, mia))
  const added = await dana.adds('Workbook.txt', 'Words of Dana.')
  await world.settle()
  const path = `/v1/documents/${added.id}`
  expect((await hers.lists()).documents).toEqual([])
  expect((await hers.call('GET', path)).status).toBe(404)
  expect((await hers.call('PATCH', path, JSON.stringify({ title: 'Mine' }))).status).toBe(404)
  expect((await hers.call('PUT', path, hers.form('Workbook.txt', 'Words of Mia.'))).status).toBe(404)
  expect((await hers.call('POST', `${path}/retry`)).status).toBe(404)
  expect((await hers.call('DELETE', path)).status).toBe(404)
  // The same bytes are a document of hers, with a file of its own.
  const own = await hers.adds('Workbook.txt', 'Words of Dana.')
  expect(own).toMatchObject({ created: true, same_title: [] })
  expect((await hers.call('PATCH', `/v1/documents/${own.id}`, JSON.stringify({ replaces: added.id }))).status).toBe(404)
  await world.settle()
  expect(await hers.removes(own.id)).toBe(204)
  await world.settle()
  expect(await dana.sees(added.id)).toMatchObject({ title: 'Workbook', status: 'ready' })
  expect(await world.originals()).toHaveLength(1)
})

test('documents are listed newest first, by page, status and words, and renamed', async () => {
  await using world = await openApiWorld()
  const program = createProgram(world.websiteUrl, await makeToken(world))
  const ids: string[] = []
  for (let at = 0; at < 7; at++) {
    world.clock.advance(1) // ids made in one millisecond have no order
    ids.unshift((await program.adds(`File_${at}.txt`, at === 3 ? '' : `Words ${at}.`)).id)
  }
  await world.settle()
  const seen: string[] = []
  for (let cursor: string | null = null, pages = 0; pages === 0 || cursor; pages++) {
    const page = await program.lists(`?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
    expect(page.documents.length).toBeLessThanOrEqual(3)
    seen.push(...page.documents.map(({ id }) => id))
    cursor = page.next_cursor
  }
  expect(seen).toEqual(ids)
  expect((await program.lists('?status=failed')).documents.map(({ title }) => title)).toEqual(['File 3'])
  expect((await program.lists('?q=fILE%205')).documents.map(({ title }) => title)).toEqual(['File 5'])
  expect((await program.lists('?q=_5')).documents.map(({ title }) => title)).toEqual(['File 5']) // of the file's name
  expect((await program.lists('?q=%25')).documents).toEqual([])
  const renamed = await program.call('PATCH', `/v1/documents/${ids[0]}`, JSON.stringify({ title: ' A new name ' }))
  expect(renamed).toMatchObject({ status: 200, body: { title: 'A new name', file_name: 'File_6.txt' } })
  for (const query of ['?limit=0', '?limit=x', '?status=lost', '?cursor=1'])
    expect(await program.call('GET', `/v1/documents${query}`), query).toMatchObject({ status: 400 })
  expect(await program.call('GET', '/v1/documents/not-an-id')).toMatchObject({ status: 404 })
  expect(await program.call('PATCH', `/v1/documents/${ids[0]}`, '{"owner":"me"}')).toMatchObject({ status: 400 })
})

test('what is no form, or has no file in it, is refused in words', async () => {
  await using world = await openApiWorld()
  const program = createProgram(world.websiteUrl, await makeToken(world))
  const post = (body: RequestInit['body'], type?: string) =>
    program.call('POST', '/v1/documents', body, type ? { 'content-type': type } : {})
  expect(await post('{}', 'application/json')).toMatchObject({ status: 415, body: { code: 'not_a_form' } })
  expect(await post('x', 'multipart/form-data')).toMatchObject({ status: 415 })
  expect(await post('no form', 'multipart/form-data; boundary=b')).toMatchObject({ status: 400 })
  const withoutFile = new FormData()
  withoutFile.append('title', 'Nothing')
  expect(await post(withoutFile)).toMatchObject({ status: 400, body: { code: 'no_file' } })
  const titled = await program.adds('../../etc/passwd', 'Words.', { title: '  A   title\n' })
  expect(titled).toMatchObject({ file_name: 'passwd', title: 'A title' })
  const plain = await program.adds('C:\\Users\\Dana\\Übung 1.txt', 'More words.')
  expect(plain).toMatchObject({ file_name: 'Übung 1.txt', title: 'Übung 1' })
  await world.settle()
  expect(await world.originals()).toHaveLength(2)
})

test('200 MB are streamed: known by their hash, with no more of them in memory than passes', async () => {
  await using world = await openApiWorld()
  world.reading.found = { blocks: [{ kind: 'paragraph', text: 'Long.' }], recognisedPages: [] }
  const token = await makeToken(world)
  const piece = randomBytes(megabyte)
  globalThis.gc?.()
  const before = process.memoryUsage()
  let most = 0
  const look = () => {
    const now = process.memoryUsage()
    most = Math.max(most, now.rss - before.rss)
  }
  const answer = await send(world, token, repeated(piece, 200, look))
  expect(answer).toMatchObject({ status: 202, body: { size_bytes: 200 * megabyte, status: 'queued' } })
  expect(most / megabyte).toBeLessThan(100)
  await world.settle()
  const program = createProgram(world.websiteUrl, token)
  expect(await program.sees(answer?.body.id ?? '')).toMatchObject({ status: 'ready' })
})

test('of a body that should be short no more is taken than it may have', async () => {
  await using world = await openApiWorld()
  const token = await makeToken(world)
  let given = 0
  const body = new ReadableStream({
    pull(controller) {
      if (given++ < 100) controller.enqueue(new Uint8Array(megabyte).fill(32))
      else controller.close()
    },
  })
  const answer = await fetch(`${world.websiteUrl}/v1/documents/${world.coach.id}`, {
    ...{ method: 'PATCH', headers: { authorization: `Bearer ${token}` }, body, duplex: 'half' },
  } as RequestInit).catch(() => undefined)
  // Some clients hear of it only by the connection's end.
  if (answer) expect(answer.status).toBe(413)
  expect(given).toBeLessThan(60)
})

test('a file that is too large is refused as soon as it is, and leaves nothing', async () => {
  await using world = await openApiWorld({ fileMegabytes: 3 })
  const token = await makeToken(world)
  let given = 0
  const answer = await send(
    world,
    token,
    repeated(randomBytes(megabyte), 100, () => {
      given++
    }),
  )
  // Some clients hear of it only by the connection's end.
  if (answer) expect(answer).toMatchObject({ status: 413, body: { code: 'file_too_large' } })
  expect(given).toBeLessThan(60)
  await world.settle()
  expect(await world.originals()).toEqual([])
  expect(await world.rows(sql`select storage_key from file_removals`)).toEqual([])
  expect(await world.rows(sql`select id from documents`)).toEqual([])
})

test.each([1, 12])('an upload that breaks off after %d MB leaves nothing', async (megabytes) => {
  await using world = await openApiWorld({ bucket: megabytes > 8 })
  const token = await makeToken(world)
  async function* underWay() {
    yield* repeated(randomBytes(megabyte), megabytes)
    await expect.poll(() => world.rows(sql`select 1 from file_removals`)).toHaveLength(1)
    if (megabytes <= 8) await expect.poll(() => world.originals()).toEqual([expect.stringMatching(/\.part$/)])
  }
  await send(world, token, underWay(), { breaksOff: true })
  const reserved = sql`select 1 from file_removals where due_at > ${world.clock.now().toISOString()}`
  await expect.poll(() => world.rows(reserved)).toEqual([])
  await world.settle()
  expect(await world.originals()).toEqual([])
  expect(await world.rows(sql`select storage_key from file_removals`)).toEqual([])
  expect(await world.rows(sql`select id from documents`)).toEqual([])
})

test('whoever calls too often waits, whoever else does not', async () => {
  await using world = await openApiWorld()
  const program = createProgram(world.websiteUrl, await makeToken(world))
  const other = createProgram(world.websiteUrl, await makeToken(world))
  const statuses: number[] = []
  for (let call = 0; call < 601; call++) statuses.push((await program.call('GET', `/v1/documents/x`)).status)
  expect(statuses.filter((status) => status === 404)).toHaveLength(600)
  const refused = await program.call('GET', '/v1/documents')
  expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
  expect(refused.headers.get('retry-after')).toBe('1')
  expect((await other.call('GET', '/v1/documents')).status).toBe(200)
  await world.advance(1_000)
  expect((await program.call('GET', '/v1/documents')).status).toBe(200)
  const stranger = createProgram(world.websiteUrl, 'oc_guessed')
  for (let call = 0; call < 30; call++) expect((await stranger.call('GET', '/v1/documents')).status).toBe(401)
  expect((await stranger.call('GET', '/v1/documents')).status).toBe(429)
})
