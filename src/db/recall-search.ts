/**
 * What a client and those who answer them have said, and what is kept of it, ranked by a question's words and meaning, by what
 * stands beside it, by who said it and when: one statement over all of this client's entries and nobody else's.
 */
import { sql } from 'drizzle-orm'
import type { FoundEntry, RecallSearch } from '../coaching/memory/recall/ports.ts'
import type { RecollectionKind } from '../coaching/memory/recall/recollection.ts'
import { rowsOf } from './client.ts'
import type { Doors } from './doors.ts'
import { readAgainStatement, searchStatement } from './recall-statement.ts'

type Row = {
  kind: RecollectionKind
  id: string
  at_ms: number
  sender_type: NonNullable<FoundEntry['author']>['type'] | null
  author: string | null
  text: string
  score: number
  held: number
  similarity: number | null
}

export function createRecallSearch({ doors }: { doors: Doors }): RecallSearch {
  return {
    findEntries(coachId, question, request) {
      return doors.asCoach(coachId, async (tx) => {
        // What is asked changes nothing in how it is best found, and a plan takes a sixth as long as the search itself. A client
        // with a good part of all rows would have everybody's read, one after the other.
        // Sent first: a bare `execute` is sent only when it is awaited.
        const planned = rowsOf(
          tx,
          sql`select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`,
        )
        const [, rows] = await Promise.all([planned, rowsOf<Row>(tx, searchStatement(coachId, question, request))])
        return rows.map(toFoundEntry)
      })
    },

    readAgain(coachId, clientId, found) {
      if (found.length === 0) return Promise.resolve([])
      return doors.asCoach(coachId, async (tx) => {
        const ids = found.map(({ id }) => id)
        const rows = await rowsOf<{ id: string; text: string }>(tx, readAgainStatement({ coachId, clientId }, ids))
        const texts = new Map(rows.map(({ id, text }) => [id, text]))
        return found.flatMap((entry) => {
          const text = texts.get(entry.id)
          return text === undefined ? [] : { ...entry, text }
        })
      })
    },
  }
}

function toFoundEntry(row: Row): FoundEntry {
  return {
    kind: row.kind,
    id: row.id,
    at: new Date(row.at_ms),
    author: row.sender_type && row.author !== null ? { type: row.sender_type, name: row.author } : undefined,
    text: row.text,
    relevance: row.score,
    held: row.held,
    similarity: row.similarity ?? undefined,
  }
}
