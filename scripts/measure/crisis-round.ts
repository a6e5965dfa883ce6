/** One round of crises: a practice whose clients are each in a situation, a fault, all of them in danger at once, and what became of it. */
import { sql } from 'drizzle-orm'
import { type TextKey, textParameters } from '../../src/locales/text-keys.ts'
import { openTexts } from '../../src/locales/texts.ts'
import { openWorld } from '../../test/support/world.ts'
import { endFaults, type Fault, indirect, notSafeButton, type Situation, wordsFor } from './crisis-plan.ts'
import { pause } from './faults.ts'

export type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

export type Crisis = {
  situation: string
  fault: string
  words: string
  /** Until the first safe text; undefined: none came. */
  answeredAfterS: number | undefined
  /** Words of a model on the client's phone while nobody had come. */
  aiTexts: number
  /** What ended the wait for a human; undefined: nothing did. */
  ending: string | undefined
}

type InDanger = {
  person: Person
  situation: Situation
  words: string
  sentAt: number | undefined
  firstAfterMs?: number
  aiTexts: number
  /** What people do when all is said. */
  follows: 'nobody comes' | 'a human writes' | 'a call reaches them' | 'a false alarm'
}

/** A fault lasts so long, or until everybody is answered; nothing is counted as an answer after the second. */
const faultSeconds = 12
const patienceSeconds = 48
/** As often as in the product. */
const reconcileMs = 5_000
/** By then every limit of every grade has passed, that of a human who has fallen silent too. */
const endMinutes = 50
/** Until the coach has been shown everybody who is in danger. */
const alertSeconds = 600
const falseAlarmButton = 'False alarm'

const texts = openTexts()
/** As they stand on the phone of someone whose coach is Dana. */
export const safeTexts: ReadonlySet<string> = new Set(
  (Object.keys(textParameters) as TextKey[])
    .filter((key) => key.startsWith('crisis-'))
    .map((key) => `ℹ️ ${texts.render('en', key, { coach: 'Dana', member: 'Dana' })}`),
)

/** @param cast one client for each; `modelDeadlineMs` is real time */
export async function playRound(
  cast: readonly Situation[],
  fault: Fault,
  random: () => number,
  { modelDeadlineMs = 20_000 } = {},
): Promise<Crisis[]> {
  const names = cast.map((_, n) => `Client${n + 1}`)
  const agreed = names.filter((_, n) => cast[n]?.agrees !== false)
  await using world = await openWorld({ clients: agreed, modelDeadlineMs })
  world.model.answersWith((request) => (request.texts('user').at(-1)?.includes(indirect) ? { risk: 'high' } : {}))
  const people = await arrange(world, cast, names)
  const inDanger = people.map((person, n) => plan(person, cast[n] as Situation, fault, random))
  for (const { person, words } of inDanger) if (words === notSafeButton) await person.says('/help')
  await world.settle()

  const stopListening = noteArrivals(world, inDanger)
  fault.begin(world, people, random)
  const failing = fault.asTheyWrite?.(world, random)
  const clock = letRun(world)
  for (const one of inDanger) {
    one.sentAt = world.clock.now().getTime()
    if (one.words === notSafeButton) void one.person.taps(notSafeButton)
    else await one.person.says(one.words)
  }
  await failing
  const areAnswered = () => inDanger.every(({ firstAfterMs }) => firstAfterMs !== undefined)
  await clock.until(areAnswered, faultSeconds)
  endFaults(world)
  await clock.until(areAnswered, patienceSeconds)
  await clock.stop()
  // What a fault has cut off comes to rest only after a while.
  for (let second = 0; second < patienceSeconds; second += 4) {
    await pause(100)
    world.clock.advance(4_000)
    await world.app.reconciler.tick()
  }
  stopListening()
  const since = new Date(Math.floor(world.clock.now().getTime() / 1_000) * 1_000) // Telegram's times are whole seconds
  await letPeopleAct(world, inDanger)
  for (let minute = 0; minute < endMinutes; minute += 10) await world.advance(10 * 60_000)
  const endings = await readEndings(world, since)
  return inDanger.map(({ person, situation, words, firstAfterMs, aiTexts }) => ({
    situation: situation.name,
    fault: fault.name,
    words,
    answeredAfterS: firstAfterMs === undefined ? undefined : firstAfterMs / 1_000,
    aiTexts,
    ending: endings.get(person.firstName),
  }))
}

/** Everyone comes to where the crisis finds them, those first for whom time has to pass until then. */
async function arrange(world: World, cast: readonly Situation[], names: readonly string[]): Promise<Person[]> {
  const people: Person[] = []
  for (const [n, name] of names.entries())
    people.push(cast[n]?.agrees === false ? await world.addClient(name, { agrees: false }) : world.client(name))
  for (const [minutesBefore, passes] of [
    [12, 9],
    [3, 3],
    [undefined, 0],
  ] as const) {
    for (const [n, person] of people.entries())
      if (cast[n]?.minutesBefore === minutesBefore) await cast[n]?.arrange(world, person)
    await world.settle()
    for (let minute = 0; minute < passes; minute++) await world.advance(60_000)
  }
  return people
}

function plan(person: Person, situation: Situation, fault: Fault, random: () => number): InDanger {
  const words = wordsFor(situation, fault, random)
  const choices: InDanger['follows'][] = situation.isLed
    ? ['nobody comes', 'a human writes']
    : ['nobody comes', 'nobody comes', 'a human writes', 'a call reaches them', 'a false alarm']
  const follows = choices[Math.floor(choices.length * random())] ?? 'nobody comes'
  return { person, situation, words, sentAt: undefined, aiTexts: 0, follows }
}

function noteArrivals(world: World, inDanger: readonly InDanger[]): () => void {
  return world.simulator.world.onEvent(({ kind, chatId }) => {
    const one = inDanger.find(({ person }) => person.id === chatId)
    if (kind !== 'message' || one?.sentAt === undefined) return
    const last = one.person.screen().at(-1)
    if (!last?.from.isBot) return
    if (!last.text.startsWith('ℹ️')) one.aiTexts++
    if (!safeTexts.has(last.text)) return
    one.firstAfterMs ??= world.clock.now().getTime() - one.sentAt
  })
}

/**
 * The product's clock runs with the machine's, and its reconciler looks as often as in production. A clock that stood while
 * the work is done would add to one person's wait what is done for all the others.
 */
function letRun(world: World) {
  const startedAt = performance.now()
  let passed = 0
  let lookedAt = 0
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    const now = performance.now() - startedAt
    world.clock.advance(now - passed)
    passed = now
    if (passed - lookedAt < reconcileMs) return
    lookedAt = passed
    looking = world.app.reconciler.tick()
  }, 50)
  return {
    /** Until it is so, or so many seconds after the beginning. */
    async until(isSo: () => boolean, seconds: number): Promise<void> {
      while (!isSo() && passed < seconds * 1_000) await pause(50)
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await looking
    },
  }
}

async function letPeopleAct(world: World, inDanger: readonly InDanger[]): Promise<void> {
  const { dana, group } = world
  const whoever = (follows: InDanger['follows']) => inDanger.filter((one) => one.follows === follows)
  const at = ({ person }: InDanger) => ({ chat: group.id, topic: world.topicOf(person.firstName) })
  const isAlerted = (one: InDanger) =>
    dana.screen(at(one)).some(({ buttons }) => buttons?.flat().some(({ text }) => text === falseAlarmButton))
  const choosing = [...whoever('a call reaches them'), ...whoever('a false alarm')]
  // A group takes twenty messages a minute: of fifty people in danger at once the last are shown later.
  for (let waited = 0; waited < alertSeconds && !choosing.every(isAlerted); waited += 20) await world.advance(20_000)
  for (const one of whoever('a call reaches them')) await dana.taps("I'm phoning them", at(one))
  for (const one of whoever('a false alarm')) await dana.taps(falseAlarmButton, at(one))
  for (const one of whoever('a human writes')) await dana.says('/takeover', at(one))
  await world.settle()
  for (const one of whoever('a call reaches them')) await dana.taps('Reached them', at(one))
  for (const one of whoever('a human writes')) await dana.says('I am here. Where are you?', at(one))
  for (const one of whoever('a false alarm')) {
    const isAsked = world.topic(one.person.firstName).at(-1)?.text.includes('Are you sure') // from L3 on
    if (isAsked) await dana.taps('Yes, it was a false alarm', at(one))
  }
  await world.settle()
}

/** Of each client's latest episode, by name. That nobody came counts only if the client was told. */
async function readEndings(world: World, since: Date): Promise<Map<string, string>> {
  const from = sql`${since.toISOString()}::timestamptz`
  const rows = await world.rows<{ name: string; outcome: string | null; reached: boolean; escalated: boolean }>(sql`
    select distinct on (c.id) c.display_name as name, case when e.closed_at >= ${from} then e.outcome end as outcome,
      exists (select from messages m where m.conversation_id = v.id and m.sender_type = 'human_coach' and m.sent_at >= ${from})
        or exists (select from safety_steps s where s.episode_id = e.id and s.step = 'human' and s.happened_at >= ${from}) as reached,
      exists (select from safety_steps s where s.episode_id = e.id and s.step = 'escalated') as escalated
    from safety_episodes e join conversations v on v.id = e.conversation_id join clients c on c.id = v.client_id
    order by c.id, e.opened_at desc`)
  const noHuman = `ℹ️ ${texts.render('en', 'crisis-no-human', { coach: 'Dana' })}`
  return new Map(
    rows.flatMap(({ name, outcome, reached, escalated }) => {
      if (outcome) return [[name, `closed: ${outcome}`]]
      if (reached) return [[name, 'a human']]
      const isTold = world
        .client(name)
        .screen()
        .some(({ text }) => text === noHuman)
      return escalated && isTold ? [[name, 'escalated']] : []
    }),
  )
}
