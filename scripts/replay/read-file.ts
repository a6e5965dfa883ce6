/** Messages from a file of JSON lines, as docs/replay.md describes them. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { turnAnswer } from '../../src/coaching/answer.ts'
import { handoffReasons } from '../../src/coaching/attribution.ts'
import { coachRule } from '../../src/coaching/handoff/rules.ts'
import { defaultWeights } from '../../src/coaching/handoff/weights.ts'
import type { StoredMessage } from '../../src/coaching/ports.ts'
import { recentMessages } from '../../src/coaching/prompt.ts'
import { claimedTurn, outcomes, ReplayError, type ReplayTurn } from './turns.ts'

const was = z.strictObject({
  outcome: z.enum(outcomes),
  reason: z.union([z.enum(handoffReasons), z.templateLiteral(['level ', z.number().int()])]).optional(),
  by: z.string().default(''),
})
const fileLine = z.strictObject({
  text: z.string(),
  from: z.enum(['client', 'ai', 'coach']).default('client'),
  at: z.iso.datetime({ offset: true }).optional(),
  language: z.string().optional(),
  coach: z.string().min(1).optional(),
  conversation: z.string().default(''),
  head: turnAnswer.omit({ used: true, reply: true }).partial().optional(),
  rules: z.array(coachRule).optional(),
  was: was.optional(),
})

const senders = { client: 'client', ai: 'ai', coach: 'human_coach' } as const

/**
 * A decision for each message of a client's, in the order of the file; earlier lines of the same conversation are what was
 * said before.
 *
 * @throws {ReplayError} naming the file and the line
 */
export function readMessages(path: string, coachName: string): ReplayTurn[] {
  const saidBefore = new Map<string, StoredMessage[]>()
  const turns = linesOf(path).flatMap(({ number, text }): ReplayTurn[] => {
    const line = parseLine(text, `${path}, line ${number}`)
    const said = saidBefore.get(line.conversation) ?? []
    saidBefore.set(line.conversation, said)
    said.push(toMessage(line, number))
    if (line.from !== 'client') return []
    return [
      {
        source: { line: number },
        at: line.at === undefined ? undefined : new Date(line.at),
        turn: claimedTurn({
          messages: said.slice(-recentMessages),
          coach: { displayName: line.coach ?? coachName, methodology: '' },
          client: { displayName: 'the client', language: line.language ?? 'en', timezone: 'UTC', telegramUserId: 0 },
          rules: line.rules ?? [],
          weights: defaultWeights,
        }),
        head: line.head
          ? {
              ...{ risk: 'none', wants_human: false, situation: '', sentiment: 0, stakes: 'none', confidence: 1 },
              ...(line.head as object),
            }
          : 'unknown',
        reply: '',
        was: line.was,
      },
    ]
  })
  if (turns.length === 0) throw new ReplayError(`${path} holds no message of a client's.`)
  return turns
}

function linesOf(path: string): { number: number; text: string }[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n')
    return lines.map((text, at) => ({ number: at + 1, text })).filter(({ text }) => text.trim() !== '')
  } catch (error) {
    throw new ReplayError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function parseLine(text: string, where: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ReplayError(`${where} is not JSON.`)
  }
  const parsed = fileLine.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.')
  throw new ReplayError(`${where}${field ? `, "${field}"` : ''}: ${issue?.message}`)
}

function toMessage(line: z.infer<typeof fileLine>, number: number): StoredMessage {
  return {
    id: String(number),
    seq: number,
    senderType: senders[line.from],
    senderId: line.from,
    senderName: line.from,
    kind: 'text',
    content: line.text,
    file: undefined,
    telegram: undefined,
    visibility: 'shared',
    metadata: {},
    sentAt: new Date(line.at ?? 0),
    editedAt: undefined,
  }
}
