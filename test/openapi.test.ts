/** What `/openapi.json` says of the API is what the API does. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createProgram, makeToken } from './support/api.ts'
import { openWorld } from './support/world.ts'

type Json = { [key: string]: Json } & { $ref?: string; properties?: Record<string, Json> }

/** As strict as a reader who believes the page: what it does not name is not there. */
function strictly(schema: Json, components: Json): z.ZodType {
  const close = (json: unknown): unknown => {
    if (Array.isArray(json)) return json.map(close)
    if (json === null || typeof json !== 'object') return json
    const { $ref, ...rest } = json as Json
    if ($ref) return close(components[$ref.replace('#/components/schemas/', '')])
    const closed = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, close(value)]))
    return 'properties' in closed ? { ...closed, additionalProperties: false } : closed
  }
  return z.fromJSONSchema(close(schema) as Parameters<typeof z.fromJSONSchema>[0])
}

test('every route is described, and answers as it is described', async () => {
  await using world = await openWorld({ clients: [], group: false, website: true })
  const program = createProgram(world.websiteUrl, await makeToken(world))
  const { body: api } = await createProgram(world.websiteUrl, undefined).call('GET', '/openapi.json')
  expect(api.openapi).toBe('3.1.0')
  const untried = new Set<string>()
  for (const [path, operations] of Object.entries(api.paths as Record<string, Record<string, { responses: object }>>))
    for (const [method, { responses }] of Object.entries(operations))
      for (const status of Object.keys(responses)) untried.add(`${method} ${path} ${status}`)

  async function calls(method: string, path: string, described: string, body?: FormData | string) {
    const answer = await program.call(method, path, body)
    const { responses } = api.paths[described][method.toLowerCase()]
    const status = answer.status < 400 ? answer.status : 'default'
    expect(Object.keys(responses), `${method} ${path} answered ${answer.status}`).toContain(String(status))
    const [content] = Object.entries((responses[status].content ?? {}) as Record<string, { schema: Json }>)
    expect(answer.headers.get('content-type')?.split(';')[0]).toBe(content?.[0])
    if (content) strictly(content[1].schema, api.components.schemas).parse(answer.body)
    untried.delete(`${method.toLowerCase()} ${described} ${status}`)
    return answer.body
  }
  const all = '/v1/documents'
  const one = '/v1/documents/{id}'
  const first = await calls('POST', all, all, program.form('Workbook.txt', 'The first.'))
  await calls('POST', all, all, program.form('Workbook.txt', 'The first.'))
  await calls('POST', all, all, 'no form')
  await world.settle()
  const second = await calls('POST', all, all, program.form('Workbook.txt', '%LOCKED'))
  expect(second.same_title).toHaveLength(1)
  await world.settle()
  await calls('GET', `${all}?limit=1&status=failed&q=work`, all)
  expect(await calls('GET', `${all}?limit=1`, all)).toMatchObject({ next_cursor: expect.any(String) })
  await calls('GET', `${all}?limit=1000`, all)
  await calls('GET', `${all}/${first.id}`, one)
  await calls('GET', `${all}/none`, one)
  await calls('PUT', `${all}/${first.id}`, one, program.form('Workbook.txt', 'A new version.'))
  await calls('PUT', `${all}/${first.id}`, one, program.form('Workbook.txt', '%LOCKED'))
  await calls('PUT', `${all}/none`, one, program.form('Workbook.txt', 'Of what?'))
  await calls('POST', `${all}/${second.id}/retry`, `${one}/retry`)
  await calls('POST', `${all}/none/retry`, `${one}/retry`)
  await world.settle()
  const spoken = await calls('POST', all, all, program.form('Talk.mp3', '%SPEECH 600'))
  await world.settle()
  expect(await calls('GET', `${all}/${spoken.id}`, one)).toMatchObject({
    status: 'asked',
    price_usd: expect.any(Number),
  })
  await calls('POST', `${all}/${spoken.id}/start`, `${one}/start`)
  await calls('POST', `${all}/${spoken.id}/start`, `${one}/start`)
  await calls('PATCH', `${all}/${second.id}`, one, JSON.stringify({ title: 'Another' }))
  await calls('PATCH', `${all}/${second.id}`, one, JSON.stringify({ name: 'Another' }))
  await calls('DELETE', `${all}/${second.id}`, one)
  await calls('DELETE', `${all}/${second.id}`, one)
  expect([...untried]).toEqual([])

  // And nothing is there that it does not name.
  const described = Object.entries(api.paths as Record<string, object>).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace('{id}', ':id')}`),
  )
  const served = world.app.http.routes.flatMap(({ method, path }) =>
    method !== 'ALL' && path.startsWith('/v1/') ? [`${method} ${path}`] : [],
  )
  expect(new Set(served)).toEqual(new Set(described))
})
