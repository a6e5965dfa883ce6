/** Long conversations with questions about them, and the turns that answer each. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export type Turn = { id: string; session: number; isClient: boolean; text: string; at: Date }
export type RecallQuestion = { text: string; category: string; evidence: ReadonlySet<string>; isAnswerable: boolean }
export type Chat = {
  name: string
  /** The one whose memory it is, and the one on the other side. */
  client: string
  coach: string
  turns: Turn[]
  questions: RecallQuestion[]
  /** When the questions are asked. */
  now: Date
}

const categories = ['multi-hop', 'temporal', 'open-domain', 'single-hop', 'adversarial']
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const turn = z.object({ speaker: z.string(), dia_id: z.string(), text: z.string() })
const conversations = z.array(
  z.object({
    sample_id: z.string(),
    conversation: z.looseObject({ speaker_a: z.string(), speaker_b: z.string() }),
    qa: z.array(
      z.object({ question: z.string(), evidence: z.array(z.string()), category: z.number().int().min(1).max(5) }),
    ),
  }),
)
const corrections = z.array(
  z.object({ sample_id: z.string(), qa_index: z.number(), correct_evidence: z.array(z.string()) }),
)

/**
 * LoCoMo (Maharana et al., ACL 2024) with its known mistakes corrected where the folder says how. A question none of whose
 * evidence exists is left out.
 *
 * @param folder with `locomo.json` and, if there is one, `corrections.json`
 */
export function readLocomo(folder: string): Chat[] {
  const mended = join(folder, 'corrections.json')
  const known = existsSync(mended) ? corrections.parse(readJson(mended)) : []
  return conversations.parse(readJson(join(folder, 'locomo.json'))).map(({ sample_id, conversation, qa }) => {
    const { speaker_a: client, speaker_b: coach } = conversation
    const turns: Turn[] = []
    for (let session = 1; conversation[`session_${session}`] !== undefined; session++) {
      const from = readDate(String(conversation[`session_${session}_date_time`]))
      for (const [at, { speaker, dia_id, text }] of z.array(turn).parse(conversation[`session_${session}`]).entries())
        turns.push({
          ...{ id: dia_id, session, isClient: speaker === client, text },
          at: new Date(from.getTime() + at * minuteMs),
        })
    }
    const ids = new Set(turns.map(({ id }) => id))
    const questions = qa.flatMap(({ question, evidence, category }, at): RecallQuestion[] => {
      const mistake = known.find((one) => one.sample_id === sample_id && one.qa_index === at)
      const named = idsIn(mistake?.correct_evidence ?? evidence).filter((id) => ids.has(id))
      const name = categories[category - 1] ?? ''
      if (named.length === 0) return []
      return [{ text: question, category: name, evidence: new Set(named), isAnswerable: name !== 'adversarial' }]
    })
    const last = turns.at(-1)?.at ?? new Date(0)
    return { name: sample_id, client, coach, turns, questions, now: new Date(last.getTime() + dayMs) }
  })
}

/** Some hold two ids in one text, or a colon too many. */
function idsIn(evidence: readonly string[]): string[] {
  return [...evidence.join(' ').matchAll(/D:?(\d+):(\d+)/g)].map(([, session, turn]) => `D${session}:${turn}`)
}

/** "1:56 pm on 8 May, 2023" */
function readDate(text: string): Date {
  const [, hour, minute, half, date] = /^(\d+):(\d+) (am|pm) on (.+)$/.exec(text) ?? []
  const day = new Date(`${date} UTC`)
  if (Number.isNaN(day.getTime())) throw new Error(`Not a date: ${text}`)
  const hours = (Number(hour) % 12) + (half === 'pm' ? 12 : 0)
  return new Date(day.getTime() + (hours * 60 + Number(minute)) * minuteMs)
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
