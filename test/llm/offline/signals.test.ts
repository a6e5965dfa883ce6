import { describe, expect, test } from 'vitest'
import { normalise, readSignals } from '../../../src/llm/offline/signals.ts'

const read = (text: string) => readSignals(normalise(text), 'Dana')

describe('asking for the human', () => {
  test.each([
    'Can I talk to Dana?',
    'can i please speak with dana',
    'Hi, could I talk to Dana in person?',
    'I want a human',
    'I want a human.',
    'I’d like to talk to a real person',
    'I would rather speak to my coach',
    'Let me talk to Dana',
    'please let me speak to a human being',
    'This does not help. Get me a human!',
    'I need to talk to someone real',
    'Is Dana there?',
    'Is there a human I can talk to?',
    'Can a human take over?',
    'Dana, please',
    'Can I talk to Dana tomorrow, before the meeting?',
    'Could I speak with Dana about my week?',
    'ok but I want to talk to Dana now',
  ])('%s', (text) => {
    expect(read(text).wantsHuman).toBe(true)
  })

  test.each([
    'My boss is a human too',
    'I talked to Dana yesterday',
    'Dana told me to try this',
    'I do not want to talk to a human',
    "I don't want a human",
    'Should I talk to a person like him at all?',
    'I want to be a better person',
    'I want a coach for my team',
    'I want to find a person I can trust',
    'Can I talk to you about Dana?',
    'I need to talk to my boss',
    'I want to talk to Tom',
    'Maybe I should talk to a human some day',
    'humans are strange',
    'Are you human?',
  ])('not: %s', (text) => {
    expect(read(text).wantsHuman).toBe(false)
  })

  test('without a name in the prompt, a name is not a request', () => {
    expect(readSignals('can i talk to dana?', undefined).wantsHuman).toBe(false)
    expect(readSignals('can i talk to my coach?', undefined).wantsHuman).toBe(true)
  })
})

describe('sentiment', () => {
  test.each<[text: string, from: number, to: number]>([
    ['The meeting is on Monday', 0, 0],
    ['I am happy', 0.5, 1],
    ['I am not happy', -0.6, -0.2],
    ["It isn't bad", 0.1, 0.5],
    ['I feel terrible, everything is hopeless', -1, -0.71],
    ['I am stuck', -0.6, -0.4],
    ['I am very sad', -0.9, -0.65],
    ['I love and hate it', -0.2, 0.1],
  ])('%s', (text, from, to) => {
    const { sentiment } = read(text)
    expect(sentiment).toBeGreaterThanOrEqual(from)
    expect(sentiment).toBeLessThanOrEqual(to)
  })
})

describe('stakes and confidence', () => {
  test.each<[text: string, stakes: string, sure: boolean]>([
    ['I keep putting things off', 'none', true],
    ['I have a job interview', 'low', true],
    ['I think about quitting', 'high', true],
    ['I will quit my job today', 'high', false],
    ['I already told her that I want a divorce', 'high', true],
    ["I've already signed the loan", 'high', false],
    ['I am about to stop my medication', 'high', false],
    ['My lawyer is calling in an hour', 'high', false],
    ['I want to quit smoking now', 'none', true],
    ['I go for a walk now', 'none', true],
  ])('%s', (text, stakes, sure) => {
    const signals = read(text)
    expect(signals.stakes).toBe(stakes)
    // .6 is where the product hands over what has high stakes.
    if (sure && !/already/.test(text)) expect(signals.confidence).toBeGreaterThanOrEqual(0.6)
    else expect(signals.confidence).toBeLessThan(0.6)
  })
})

describe('risk', () => {
  test.each([
    ['I am a bit tired', 'none'],
    ['I feel worthless', 'none'],
    ['There is no point in living', 'low'],
    ['I want to end my life', 'high'],
    ['I will kill myself tonight', 'imminent'],
  ])('%s: %s', (text, risk) => {
    expect(read(text).risk).toBe(risk)
  })
})
