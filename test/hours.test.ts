import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

test('a coach says when clients may expect them, sees what is set, and takes it back', async () => {
  await using world = await openWorld({ clients: [] })
  const { dana } = world
  const last = async (command: string) => {
    await dana.says(command)
    await world.settle()
    return dana.screen().at(-1)?.text ?? ''
  }
  expect(await last('/hours')).toContain('at any time')
  expect(await last('/timezone Madrid')).toContain('Europe/Madrid, where it is 11:00 now')
  expect(await last('/hours mon-fri 9-18, sat 10-14')).toMatch(
    /Mon–Fri 09:00–18:00\nSat 10:00–14:00[\s\S]*within your hours/,
  )
  await world.advance(9 * 3_600_000)
  expect(await last('/hours')).toContain('back tomorrow at 09:00')
  expect(await last('/hours weekdays')).toContain('“weekdays”')
  expect(await last('/hours')).toContain('Mon–Fri 09:00–18:00')
  expect(await last('/timezone Atlantis')).toContain('Nothing has changed')
  expect(await last('/hours off')).toContain('at any time')
})
