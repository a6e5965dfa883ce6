/** The texts that `eval:safety` measures on: the repo's own cases, and data from outside of it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What phrases may be written after, and what is kept for measuring alone. */
export type Part = 'tune' | 'held-out'

const caseLine = z.strictObject({
  text: z.string(),
  /** None: an everyday line, in which nothing must be found. */
  grade: z.number().int().min(1).max(4).optional(),
  kind: z.string().optional(),
  /** Says it without any word for it: beyond what rules are measured by. */
  indirect: z.literal(true).optional(),
  /** Never looked at while phrases are written. */
  held_out: z.literal(true).optional(),
})
export type SafetyCase = z.infer<typeof caseLine> & { language: string; part: Part }

/** What a client writes in turn, each with the grade of what is said there; 0: nothing is to be found in it. */
const dialogueLine = z.strictObject({
  id: z.string(),
  sort: z.string(),
  turns: z.array(z.tuple([z.string(), z.number().int().min(0).max(4)])).min(2),
  held_out: z.literal(true).optional(),
})
export type SafetyDialogue = z.infer<typeof dialogueLine> & { part: Part }

const message = z.object({ id: z.string(), text: z.string() })
const question = z.object({ id: z.string(), topic: z.string(), question: z.string() })
const dialogue = z.object({
  id: z.string(),
  risk: z.string(),
  turns: z.array(z.object({ role: z.string(), text: z.string() })),
})
type Message = z.infer<typeof message>

/** The repo's own cases of a language; none if there are none. */
export function readCases(language: string): SafetyCase[] {
  const file = new URL(`../../test/coaching/safety/cases/${language}.jsonl`, import.meta.url).pathname
  return readLines(file, caseLine).map((one) => ({ ...one, language, part: one.held_out ? 'held-out' : 'tune' }))
}

/** The repo's own dialogues of a language. */
export function readDialogues(language: string): SafetyDialogue[] {
  const file = new URL(`../../test/coaching/safety/dialogues/${language}.jsonl`, import.meta.url).pathname
  return readLines(file, dialogueLine).map((one) => ({ ...one, part: one.held_out ? 'held-out' : 'tune' }))
}

/** Data beside the repo: folders of JSON lines, each optional. */
export function readOutside(folder: string) {
  return {
    /** Everyday messages by language. Those in English come from a public forum, and are not all harmless. */
    ordinary: (language: string): Message[] => [
      ...(language === 'en' ? readLines(join(folder, 'goemotions', 'goemotions.jsonl'), message) : []),
      ...readLines(join(folder, 'ordinary', `${language}.jsonl`), message),
    ],
    questions: readLines(join(folder, 'counsel-chat', 'counsel_chat.jsonl'), question),
    dialogues: readLines(join(folder, 'risk-dialogues', 'dialogues.jsonl'), dialogue),
  }
}

/** A quarter is held out. Which one goes by the id alone, so that an item never changes sides. */
export function partOf({ id }: { id: string }): Part {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 7) % 4 === 3 ? 'held-out' : 'tune'
}

function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
}
