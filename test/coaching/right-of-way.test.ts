/** What nobody waits for goes on once nobody is being answered, and after a while all the same. */
import { expect, test } from 'vitest'
import { createRightOfWay } from '../../src/coaching/right-of-way.ts'

/** Does it resolve before the event loop has nothing else to do? */
async function isSoon(promise: Promise<void>): Promise<boolean> {
  const later = new Promise<false>((resolve) => setTimeout(resolve, 20, false))
  return Promise.race([promise.then(() => true), later])
}

test('nobody is being answered: it goes on at once', async () => {
  const { first, giveWay } = createRightOfWay(60_000)
  expect(await isSoon(giveWay())).toBe(true)
  await first(async () => 'answered')
  expect(await isSoon(giveWay())).toBe(true)
})

test('it waits for the last of those who are, and for one whose answer fails no longer', async () => {
  const { first, giveWay } = createRightOfWay(60_000)
  const [one, other] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const answers = [first(() => one.promise), first(() => other.promise)]
  const waiting = giveWay()
  one.resolve('answered')
  expect(await answers[0]).toBe('answered')
  expect(await isSoon(waiting)).toBe(false)
  other.reject(new Error('no answer'))
  await expect(answers[1]).rejects.toThrow('no answer')
  expect(await isSoon(waiting)).toBe(true)
})

test('with someone always being answered it gets on all the same', async () => {
  const { first, giveWay } = createRightOfWay(10)
  const answered = Promise.withResolvers<void>()
  const answering = first(() => answered.promise)
  await giveWay()
  await giveWay()
  // A long step is made up for by a longer wait.
  const afterLong = giveWay(1_000)
  expect(await isSoon(afterLong)).toBe(false)
  answered.resolve()
  await answering
  expect(await isSoon(afterLong)).toBe(true)
})
