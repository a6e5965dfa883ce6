/** Questions with what answers them, in the three formats that retrieval is measured on; found by the files that are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Extraction } from '../../src/coaching/knowledge/document.ts'

/** A stretch of a document's text, in characters. */
export type Span = { documentId: string; from: number; to: number }

/** What is asked for. A document may say it in the same words elsewhere too: shown from there it is shown. */
export type AskedSpan = Span & { alsoFrom: readonly number[] }

export type Question = { text: string } & (
  | { kind: 'spans'; spans: readonly AskedSpan[] }
  /** Documents, any of which is an answer. */
  | { kind: 'documents'; relevant: ReadonlySet<string> }
)

export type RetrievalSet = {
  name: string
  documents: { id: string; text: string }[]
  questions: Question[]
}

/** @param folder one set, or a folder of sets @throws {Error} when there is none */
export function readRetrievalSets(folder: string): RetrievalSet[] {
  const folders = [folder, ...readdirSync(folder).map((name) => join(folder, name))]
  const sets = folders.flatMap((one) => {
    if (existsSync(join(one, 'corpora'))) return [readSpans(one)]
    if (existsSync(join(one, 'corpus.jsonl'))) return [readDocuments(one)]
    if (existsSync(join(one, 'counsel_chat.jsonl'))) return [readAnswers(one)]
    return []
  })
  if (sets.length === 0) throw new Error(`${folder} holds no set of questions in a known format`)
  return sets
}

/** Paragraphs, as a plain text has them. */
export function toExtraction(text: string): Extraction {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
  return { blocks: paragraphs.map((paragraph) => ({ kind: 'paragraph', text: paragraph })), recognisedPages: [] }
}

const spanLine = z.object({
  corpus: z.string(),
  question: z.string(),
  references: z.array(z.object({ start_index: z.number(), end_index: z.number() })).min(1),
})

function readSpans(folder: string): RetrievalSet {
  const documents = readdirSync(join(folder, 'corpora')).map((file) => ({
    id: file.replace(/\.\w+$/, ''),
    text: readFileSync(join(folder, 'corpora', file), 'utf8'),
  }))
  const texts = new Map(documents.map(({ id, text }) => [id, text]))
  const questions = readLines(join(folder, 'questions.jsonl'), spanLine).map(
    ({ corpus, question, references }): Question => {
      const spans = references.map(({ start_index: from, end_index: to }) => {
        const text = texts.get(corpus) ?? ''
        return { documentId: corpus, from, to, alsoFrom: othersOf(text, from, to) }
      })
      return { kind: 'spans', text: question, spans }
    },
  )
  return { name: basename(folder), documents, questions }
}

/** Where else a text says what it says from `from` to `to`. */
function othersOf(text: string, from: number, to: number): number[] {
  const words = text.slice(from, to)
  const places: number[] = []
  for (let at = text.indexOf(words); at >= 0 && words !== ''; at = text.indexOf(words, at + 1)) places.push(at)
  return places.filter((at) => at !== from)
}

const textLine = z.object({ id: z.string(), text: z.string() })
const queryLine = textLine.extend({ relevant: z.array(z.string()).min(1) })

function readDocuments(folder: string): RetrievalSet {
  const questions = readLines(join(folder, 'queries.jsonl'), queryLine).map(
    ({ text, relevant }): Question => ({ kind: 'documents', text, relevant: new Set(relevant) }),
  )
  return { name: basename(folder), documents: readLines(join(folder, 'corpus.jsonl'), textLine), questions }
}

const answeredLine = z.object({
  id: z.string(),
  title: z.string(),
  question: z.string(),
  answers: z.array(z.object({ text: z.string() })),
})

/** Every answer is a document; what answers a question are its own. */
function readAnswers(folder: string): RetrievalSet {
  const lines = readLines(join(folder, 'counsel_chat.jsonl'), answeredLine).filter(({ answers }) => answers.length > 0)
  const documents = lines.flatMap(({ id, answers }) => answers.map(({ text }, at) => ({ id: `${id}/${at}`, text })))
  const questions = lines.map(({ id, title, question, answers }): Question => {
    const relevant = new Set(answers.map((_, at) => `${id}/${at}`))
    return { kind: 'documents', text: `${title}\n${question}`, relevant }
  })
  return { name: basename(folder), documents, questions }
}

function readLines<T>(path: string, shape: z.ZodType<T>): T[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map((line, at) => {
    const read = shape.safeParse(JSON.parse(line))
    if (!read.success) throw new Error(`${path}, line ${at + 1}: ${z.prettifyError(read.error)}`)
    return read.data
  })
}
