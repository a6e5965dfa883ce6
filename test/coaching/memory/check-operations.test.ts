import { describe, expect, test } from 'vitest'
import { checkOperations } from '../../../src/coaching/memory/check-operations.ts'
import type { Insight } from '../../../src/coaching/memory/insight.ts'
import type { MemoryChange, ProposedOperation } from '../../../src/coaching/memory/operations.ts'
import type { SessionMessage } from '../../../src/coaching/memory/session.ts'
import { livesIn, propose } from '../../support/memory.ts'
import fc from '../../support/property.ts'

const saidAt = new Date('2026-03-02T10:00:00Z')
const goal = { kind: 'goal' as const, status: 'active' as const, targetDate: null }
const fear = { kind: 'blocker' as const, severity: 'medium' as const, resolution: null }

function client(content: string, rest: Partial<SessionMessage> = {}): SessionMessage {
  return {
    ...{ id: `message of ${content}`, seq: 1, senderType: 'client', senderName: 'Sarah', kind: 'text', content },
    ...{ metadata: {}, sentAt: saidAt, ...rest },
  }
}
const ai = (content: string) => client(content, { senderType: 'ai' })

function known(text: string, rest: Partial<Insight> = {}): Insight {
  return {
    ...{ id: `known: ${text}`, clientId: 's', kind: 'fact', text, details: { about: 'home' } },
    ...{ validFrom: new Date('2026-01-05'), expiresAt: undefined, invalidatedAt: undefined, supersededBy: undefined },
    ...{ confirmedAt: undefined, timesDiscussed: 1, lastSaidAt: new Date('2026-01-05') },
    evidence: [{ messageId: 'old', sessionId: 'old', saidAt: new Date('2026-01-05'), quote: text }],
    ...rest,
  } as Insight
}

function check(
  messages: SessionMessage[],
  operations: ProposedOperation[],
  { about = [], ended = [], timezone = 'UTC' }: { about?: Insight[]; ended?: Insight[]; timezone?: string } = {},
) {
  let count = 0
  const { changes, rejected } = checkOperations(operations, {
    ...{ sessionId: 'now', messages, known: about, ended, language: 'en', timezone },
    nextId: () => `new ${++count}`,
  })
  return { changes, why: rejected.map(({ why }) => why) }
}

const first = (quote: string) => ({ evidence: [{ message: 'm1', quote }] })
const textsAdded = (changes: MemoryChange[]) =>
  changes.flatMap((change) => (change.kind === 'add' ? change.insight.text : []))

describe('what is new', () => {
  test('stands on the words as they were written, since they were said', () => {
    const { changes } = check(
      [client('I moved to Berlin!')],
      [propose({ ...livesIn('Berlin'), ...first('i moved  to Berlin') })],
    )
    expect(changes).toEqual([
      {
        kind: 'add',
        insight: {
          ...{ id: 'new 1', kind: 'fact', text: 'Lives in Berlin', details: { about: 'home' } },
          ...{ validFrom: saidAt, expiresAt: undefined },
        },
        evidence: [
          { messageId: 'message of I moved to Berlin!', sessionId: 'now', saidAt, quote: 'I moved to Berlin' },
        ],
      },
    ])
  })

  test.each<[string, SessionMessage[], Partial<ProposedOperation>]>([
    ['no_evidence', [client('I want to rest.')], { text: 'Wants to rest', content: goal }],
    [
      'no_evidence',
      [client('I want to rest.')],
      { text: 'Wants to rest', content: goal, evidence: [{ message: 'm9', quote: 'I want to rest' }] },
    ],
    [
      'not_the_clients',
      [ai('You want to rest.')],
      { text: 'Wants to rest', content: goal, ...first('You want to rest') },
    ],
    ['incomplete', [client('I want to rest.')], { content: goal, ...first('I want to rest') }],
    ['incomplete', [client('I want to rest.')], { text: 'Wants to rest', ...first('I want to rest') }],
    [
      'not_their_words',
      [client('I want coffee.')],
      { text: 'Wants to marry Tom', content: goal, ...first('I want coffee') },
    ],
    [
      'not_their_words',
      [ai('As you told me, you have two dogs.'), client('Right, and walks are good for me.')],
      {
        text: 'Has two dogs that need walks',
        content: { kind: 'fact', about: 'home' },
        evidence: [{ message: 'm2', quote: 'walks are good for me' }],
      },
    ],
    [
      'says_nothing',
      [ai('You want to lead the team by June, as you said in March?'), client('Yes, exactly.')],
      { text: 'Wants to lead the team', content: goal, evidence: [{ message: 'm2', quote: 'Yes, exactly' }] },
    ],
    [
      'about_another',
      [client('My sister lives in Rome.')],
      { ...livesIn('Rome'), ...first('My sister lives in Rome') },
    ],
    ['unknown_insight', [client('I moved.')], { operation: 'invalidate', insight: 'i7', ...first('I moved') }],
    [
      'too_little_for_a_pattern',
      [client('I freeze in meetings.')],
      {
        text: 'Freezes in meetings',
        content: { kind: 'pattern', frequency: null, triggers: [] },
        ...first('I freeze in meetings'),
      },
    ],
  ])('%s', (why, messages, operation) => {
    expect(check(messages, [propose(operation)])).toEqual({ changes: [], why: [why] })
  })

  test('what was forwarded is in nobody’s favour', () => {
    const forwarded = client('I want to rest.', { metadata: { forwarded_from: 'Tom' } })
    expect(
      check([forwarded], [propose({ text: 'Wants to rest', content: goal, ...first('I want to rest') })]).why,
    ).toEqual(['not_the_clients'])
  })

  test('a sister in Rome is a fact about the sister', () => {
    const operation = propose({
      text: 'Her sister lives in Rome',
      content: { kind: 'fact', about: 'family' },
      ...first('My sister lives in Rome'),
    })
    expect(textsAdded(check([client('My sister lives in Rome.')], [operation]).changes)).toEqual([
      'Her sister lives in Rome',
    ])
  })
})

describe('what is known already', () => {
  test.each([
    ['Wants to lead the team', 'Wants to lead her team', 'I want to lead my team'],
    ['Is afraid of speaking in meetings', 'Is afraid of meetings and speaking', 'I am afraid of speaking in meetings'],
  ])('%s: is not added again, and has one more piece of evidence', (before, text, says) => {
    const about = [known(before, { kind: 'goal', details: { status: 'active', targetDate: null } } as Partial<Insight>)]
    const { changes } = check([client(says)], [propose({ text, content: goal, ...first(says) })], { about })
    expect(changes).toMatchObject([{ kind: 'support', insightId: `known: ${before}`, evidence: [{ quote: says }] }])
  })

  test.each([
    ['Is afraid of flying', 'Is not afraid of flying', 'I am not afraid of flying any more'],
    ['Is afraid of flying', 'Is afraid of dogs', 'I am afraid of dogs'],
    [
      'Wants to save 5000 euros for the house',
      'Wants to save 9000 euros for the house',
      'I want to save 9000 euros for the house',
    ],
  ])('%s: does not say "%s"', (before, text, says) => {
    const about = [known(before, { kind: 'blocker', details: fear } as Partial<Insight>)]
    expect(
      textsAdded(check([client(says)], [propose({ text, content: fear, ...first(says) })], { about }).changes),
    ).toEqual([text])
  })

  test('twice in one answer is once', () => {
    const once = propose({ text: 'Wants to rest', content: goal, ...first('I want to rest') })
    expect(textsAdded(check([client('I want to rest.')], [once, once, once]).changes)).toEqual(['Wants to rest'])
  })
})

describe('what changes', () => {
  const about = [known('Lives in Berlin')]
  const here = [client('I am back in Madrid.')]

  test('a contradiction ends the old one when it was said, and takes its place', () => {
    for (const operation of ['invalidate', 'update'] as const)
      expect(
        check(here, [propose({ operation, insight: 'i1', ...livesIn('Madrid'), ...first('I am back in Madrid') })], {
          about,
        }).changes,
      ).toMatchObject([
        { kind: 'add', insight: { id: 'new 1', text: 'Lives in Madrid', validFrom: saidAt } },
        { kind: 'end', insightId: 'known: Lives in Berlin', at: saidAt, supersededBy: 'new 1' },
      ])
  })

  test('said again, the old one is no contradiction', () => {
    const operation = propose({
      operation: 'invalidate',
      insight: 'i1',
      ...livesIn('Berlin'),
      ...first('I live in Berlin'),
    })
    expect(check([client('I live in Berlin.')], [operation], { about })).toEqual({
      changes: [],
      why: ['known_already'],
    })
  })

  test('what is older than what is known changes nothing', () => {
    const evidence = [{ messageId: 'later', sessionId: 'later', saidAt: new Date('2026-04-01'), quote: '' }]
    const operation = propose({ operation: 'invalidate', insight: 'i1', ...first('I am back in Madrid') })
    expect(check(here, [operation], { about: [known('Lives in Berlin', { evidence })] }).why).toEqual([
      'older_than_known',
    ])
  })

  test('what a session gave before, and was replaced since, it does not give again', () => {
    const evidence = [
      { messageId: 'message of I moved to Berlin.', sessionId: 'now', saidAt, quote: 'I moved to Berlin' },
    ]
    const ended = [known('Lives in Berlin', { evidence, invalidatedAt: new Date('2026-04-01') })]
    const operation = propose({ ...livesIn('Berlin'), ...first('I moved to Berlin') })
    expect(check([client('I moved to Berlin.')], [operation], { about: [], ended }).why).toEqual(['known_already'])
  })
})

describe('what holds for a time', () => {
  const expiry = (until: string | null, timezone = 'UTC') => {
    const operation = propose({
      text: 'Has hurt her knee',
      content: { kind: 'fact', about: 'health' },
      until,
      ...first('I hurt my knee'),
    })
    const [change] = check([client('I hurt my knee.')], [operation], { timezone }).changes
    return change?.kind === 'add' ? change.insight.expiresAt?.toISOString() : 'nothing'
  }
  test.each([
    ['2026-03-16', 'UTC', '2026-03-16T23:59:59.999Z'],
    ['2026-03-16', 'America/New_York', '2026-03-17T03:59:59.999Z'],
    ['2026-03-16', 'Asia/Tokyo', '2026-03-16T14:59:59.999Z'],
    ['2026-03-01', 'UTC', undefined],
    ['2046-01-01', 'UTC', undefined],
    ['2026-02-30', 'UTC', undefined],
    ['soon', 'UTC', undefined],
    [null, 'UTC', undefined],
  ])('until %s in %s', (until, timezone, at) => {
    expect(expiry(until, timezone)).toBe(at)
  })

  test('a goal holds until its day, and no longer than it is active', () => {
    const says = 'I want to lead the team by June'
    const added = check(
      [client(says)],
      [
        propose({
          text: 'Wants to lead the team by June',
          content: { ...goal, targetDate: '2026-06-30' },
          ...first(says),
        }),
      ],
    ).changes
    expect(added).toMatchObject([{ insight: { expiresAt: new Date('2026-06-30T23:59:59.999Z') } }])
    const about = [
      known('Wants to lead the team by June', {
        kind: 'goal',
        details: { status: 'active', targetDate: '2026-06-30' },
      } as Partial<Insight>),
    ]
    const reached = propose({
      operation: 'update',
      insight: 'i1',
      content: { ...goal, status: 'achieved' },
      ...first('I got the promotion'),
    })
    expect(check([client('I got the promotion!')], [reached], { about }).changes).toMatchObject([
      { kind: 'update', text: 'Wants to lead the team by June', details: { status: 'achieved' }, expiresAt: undefined },
    ])
  })
})

test('a pattern stands on three sessions: this one and those of what shows it too', () => {
  const in2 = ['a', 'b'].map((id) => ({ messageId: id, sessionId: id, saidAt: new Date(1), quote: 'I froze' }))
  const operation = propose({
    text: 'Freezes in meetings',
    content: { kind: 'pattern', frequency: null, triggers: [] },
    ...first('I freeze in meetings'),
    rests_on: ['i1'],
  })
  const about = [known('Freezes when asked', { kind: 'blocker', details: fear, evidence: in2 } as Partial<Insight>)]
  const { changes } = check([client('I freeze in meetings.')], [operation], { about })
  expect(changes[0]?.kind === 'add' && new Set(changes[0].evidence.map(({ sessionId }) => sessionId)).size).toBe(3)
  const one = [
    known('Freezes when asked', { kind: 'blocker', details: fear, evidence: in2.slice(1) } as Partial<Insight>),
  ]
  expect(check([client('I freeze in meetings.')], [operation], { about: one }).why).toEqual([
    'too_little_for_a_pattern',
  ])
})

const home = { kind: 'fact' as const, about: 'home' as const }
const pattern = { kind: 'pattern' as const, frequency: null, triggers: [] }
type Saying = { says: string; text: string; content: NonNullable<ProposedOperation['content']> }
/** What is said, and what a model may make of it. */
const sayings: [Saying, ...Saying[]] = [
  { says: 'I want to lead the team', text: 'Wants to lead the team', content: goal },
  { says: 'I moved to Berlin', text: 'Lives in Berlin', content: home },
  { says: 'I am afraid of flying', text: 'Is afraid of flying', content: fear },
  { says: 'My sister wants a dog', text: 'Wants a dog', content: goal },
  { says: 'if I had a garden', text: 'Has a garden', content: home },
  { says: 'yes', text: 'Wants to lead the team', content: goal },
  { says: '“I quit the choir”', text: 'Quit the choir', content: home },
]
const message = fc.record({
  said: fc.subarray(sayings, { minLength: 1, maxLength: 3 }),
  senderType: fc.constantFrom(...(['client', 'client', 'client', 'ai', 'human_coach'] as const)),
  metadata: fc.constantFrom({}, {}, {}, { forwarded_from: 'Tom' }),
})
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
const operationOn = (messages: readonly { said: Saying[] }[]) =>
  fc.tuple(fc.nat(messages.length - 1), fc.nat(2), fc.nat(sayings.length - 1)).chain(([at, place, other]) => {
    const { says, text, content } = messages[at]?.said[place] ?? sayings[other] ?? sayings[0]
    return fc.record({
      operation: fc.constantFrom(...(['add', 'add', 'update', 'invalidate', 'noop'] as const)),
      insight: fc.constantFrom('i1', 'i2', 'i3', null),
      text: mostly<string | null>(text, null, '', 'Lives in Rome', says),
      content: mostly<ProposedOperation['content']>(content, pattern, home, null),
      until: fc.constantFrom('2026-06-30', '1999-01-01', 'June', null),
      evidence: mostly([{ message: `m${at + 1}`, quote: says }], [], [{ message: 'm9', quote: says }]),
      rests_on: fc.subarray(['i1', 'i2', 'i7']),
    })
  })
const proposals = fc
  .array(message, { minLength: 1, maxLength: 4 })
  .chain((messages) => fc.tuple(fc.constant(messages), fc.array(operationOn(messages), { minLength: 2, maxLength: 8 })))

test('whatever is proposed: what is kept stands on what the client wrote in this session, and proposed once more adds nothing', () => {
  const about = [
    known('Lives in Madrid'),
    known('Is afraid of flying', { kind: 'blocker', details: fear } as Partial<Insight>),
  ]
  let kept = 0
  fc.assert(
    fc.property(proposals, ([all, operations]) => {
      const messages = all.map(({ said, senderType, metadata }, at) =>
        client(said.map(({ says }) => says).join('. '), { senderType, metadata, id: `m${at}` }),
      )
      const { changes } = check(messages, operations, { about })
      kept += changes.length
      for (const change of changes) {
        if (change.kind === 'end') continue
        expect(change.evidence.length).toBeGreaterThan(0)
        for (const { messageId, quote } of change.evidence.filter(({ sessionId }) => sessionId === 'now')) {
          const said = messages.find(({ id }) => id === messageId)
          expect(said?.senderType).toBe('client')
          expect(said?.metadata.forwarded_from).toBeUndefined()
          expect(said?.content).toContain(quote)
          expect(quote).not.toMatch(/quit|garden|^yes$/)
        }
      }
      const currentIds = new Set([
        ...about.map(({ id }) => id),
        ...changes.flatMap((one) => (one.kind === 'add' ? one.insight.id : [])),
      ])
      expect(changes.every((one) => one.kind === 'add' || currentIds.has(one.insightId))).toBe(true)

      const endedIds = changes.flatMap((one) => (one.kind === 'end' ? one.insightId : []))
      const held = new Map<string, Insight>(about.map((one) => [one.id, one]))
      for (const change of changes) {
        if (change.kind === 'end') continue
        const { evidence } = change
        const before = change.kind === 'add' ? undefined : held.get(change.insightId)
        const now = change.kind === 'add' ? known('', { ...change.insight, evidence } as Partial<Insight>) : before
        if (now) held.set(now.id, { ...now, ...(before && { evidence: [...before.evidence, ...evidence] }) })
      }
      const after = {
        about: [...held.values()].filter(({ id }) => !endedIds.includes(id)),
        ended: [...held.values()].filter(({ id }) => endedIds.includes(id)),
      }
      const again = operations.filter(({ operation: kind }) => kind === 'add')
      expect(textsAdded(check(messages, again, after).changes)).toEqual([])
    }),
    { numRuns: 500 },
  )
  expect(kept).toBeGreaterThan(100) // else it would say nothing
})
