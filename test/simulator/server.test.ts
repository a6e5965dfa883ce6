import { request } from 'node:http'
import { expect, test } from 'vitest'
import { createMovableClock } from '../../src/simulator/clock.ts'
import { createSimulator } from '../../src/simulator/server.ts'
import { openSimulator } from './open-simulator.ts'

test.each(['/control/state', '/', '/page/app.js'])(
  '%s is closed to a site that has its domain point here',
  async (path) => {
    await using world = await openSimulator()
    expect(await statusFor(world.url + path, 'evil.example')).toBe(403)
    expect(await statusFor(world.url + path, 'evil.example:8081')).toBe(403)
    for (const host of ['localhost', '127.0.0.1:99', '[::1]:99'])
      expect(await statusFor(world.url + path, host)).not.toBe(403)
  },
)

/** `fetch` sets Host by itself, so this is asked by hand. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

test('a form from another site is not taken, and no site is let read', async () => {
  await using world = await openSimulator()
  const response = await fetch(`${world.url}/control/people`, {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
    body: '{"firstName":"Eve"}',
  })
  expect(response.status).toBe(400)
  expect(response.headers.has('access-control-allow-origin')).toBe(false)
  expect(world.simulator.world.people.size).toBe(2)
})

test.each(['preact.mjs', 'preact-hooks.mjs', 'htm.mjs'])('the page gets %s from npm', async (name) => {
  await using world = await openSimulator()
  const response = await fetch(`${world.url}/page/vendor/${name}`)
  expect(response.headers.get('content-type')).toContain('text/javascript')
  expect(await response.text()).toContain('export')
})

const packageJson = new URL('../../package.json', import.meta.url)

test.each([
  '/page/../server.ts',
  '/page/..%2fserver.ts',
  '/page/%2e%2e/server.ts',
  '/page/.hidden',
  '/page/vendor/zod.mjs',
  `/page/${packageJson.pathname}`,
  `/page/${packageJson.href}`,
])('%s leads nowhere', async (path) => {
  const simulator = createSimulator()
  const response = await simulator.app.request(path)
  expect(response.status).toBe(404)
})

test('the simulator moves its own clock, tells the owner of another, and cannot move a third kind', async () => {
  const clock = createMovableClock(new Date('2026-03-02T09:00:00Z'))
  await createSimulator({ clock }).advance(1000)
  expect(clock.now()).toEqual(new Date('2026-03-02T09:00:01Z'))

  const moves: number[] = []
  const owned = createSimulator({ clock, onAdvance: async (ms) => void moves.push(ms) })
  await owned.advance(500)
  expect(moves).toEqual([500])
  expect(clock.now()).toEqual(new Date('2026-03-02T09:00:01Z'))

  const fixed = createSimulator({ clock: { now: () => new Date(0) } })
  await expect(fixed.advance(1)).rejects.toThrow('cannot be moved')
})

test('ids follow from the seed', () => {
  const idsFor = (idSeed: number) => {
    const simulator = createSimulator({ idSeed })
    const dana = simulator.addPerson({ firstName: 'Dana' })
    return [
      dana.id,
      simulator.addBot({ username: 'clone_bot', name: 'Clone' }).token,
      simulator.addGroup({ title: 'Coaching', owner: dana }).id,
    ]
  }
  expect(idsFor(7)).toEqual(idsFor(7))
  expect(idsFor(7)).not.toEqual(idsFor(8))
  expect(String(idsFor(7)[2])).toMatch(/^-100\d{10}$/)
})

test('closing ends long polls and event streams without a server to cut the connections', async () => {
  const simulator = createSimulator()
  const { token } = simulator.addBot({ username: 'clone_bot', name: 'Clone' })
  const polling = simulator.app.request(`/bot${token}/getUpdates?timeout=30`)
  const events = await simulator.app.request('/control/events')
  const startedAt = Date.now()
  simulator.close()
  await Promise.all([polling, events.text()])
  await simulator.app.request(`/bot${token}/getUpdates?timeout=30`) // nor does a new one wait
  expect(Date.now() - startedAt).toBeLessThan(2000)
})
