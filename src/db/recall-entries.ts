/** What can be recalled, kept beside the rows it is of: found by a mark on them, stored anew, and given vectors. */
import { type SQL, sql } from 'drizzle-orm'
import { weighWords } from '../coaching/knowledge/bm25.ts'
import { likenessSignsOf } from '../coaching/knowledge/likeness-signs.ts'
import type { DueEntry, NewEntry, RecallEntries, UnembeddedEntry, WhichDue } from '../coaching/memory/recall/ports.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { rowsOf } from './client.ts'
import type { CoachTx, Doors } from './doors.ts'
import { recordUsage } from './usage.ts'
import { toVectorText, toWordsText } from './vector-text.ts'

/** Whoever has asked for vectors that long ago is taken for gone. */
const embeddingMs = 90_000

/** 8 bytes each: a third of a page is the most that an index takes of a row, and the signs want their place. */
const wordsInIndex = 200

const kinds = ['message', 'summary', 'insight'] as const
const tableOf = { message: sql`"messages"`, summary: sql`"session_summaries"`, insight: sql`"client_insights"` }
const columnOf = { message: sql`message_id`, summary: sql`session_id`, insight: sql`insight_id` }

type DueRow = Omit<DueEntry, 'at' | 'seq' | 'saidBy' | 'text'> & {
  at_ms: number
  seq: string | number | null
  said_by: DueEntry['saidBy'] | null
  text: string | null
}

export function createRecallEntries({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): RecallEntries {
  return {
    listDue(coachId, which) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await rowsOf<DueRow>(tx, dueStatement(coachId, which))
        return rows.map(({ at_ms, seq, said_by, text, ...row }) => ({
          ...row,
          at: new Date(at_ms),
          seq: seq === null ? undefined : Number(seq),
          saidBy: said_by ?? undefined,
          text: text ?? undefined,
        }))
      })
    },

    store(coachId, entries) {
      return doors.asCoach(coachId, async (tx) => {
        for (const kind of kinds) {
          const ofKind = entries.filter((entry) => entry.kind === kind)
          if (ofKind.length > 0) await storeKind(tx, kind, ofKind)
        }
      })
    },

    claimUnembedded(coachId, model, limit) {
      const now = clock.now()
      return doors.asCoach(coachId, async (tx) => {
        const rows = await rowsOf<UnembeddedEntry & { saidBefore: string | null }>(
          tx,
          claimStatement({ coachId, model, limit, now, until: new Date(now.getTime() + embeddingMs) }),
        )
        return rows.map(({ saidBefore, ...row }) => ({ ...row, saidBefore: saidBefore ?? undefined }))
      })
    },

    postponeVectors(coachId, until) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.execute(sql`update "recall_entries" set embedding_until = ${until?.toISOString() ?? null}::timestamptz
          where coach_id = ${coachId}::uuid and embedding_until is not null`)
      })
    },

    storeVectors(coachId, model, vectors, usage) {
      return doors.asCoach(coachId, async (tx) => {
        await recordUsage(tx, { id: ids.next(), purpose: 'recall', usage, usedAt: clock.now() })
        const entryIds = arrayOf(vectors.map(({ entryId }) => entryId))
        const texts = arrayOf(vectors.map(({ vector }) => `"${toVectorText(vector)}"`))
        // Of a model that serves no longer.
        await tx.execute(sql`delete from "recall_embeddings" where coach_id = ${coachId}::uuid
          and entry_id = any(${entryIds}::uuid[]) and model <> ${model}`)
        // An entry may be gone by now, or stored anew under another id.
        await tx.execute(sql`insert into "recall_embeddings" ("coach_id", entry_id, client_id, model, embedding)
          select entry.coach_id, entry.id, entry.client_id, ${model}, made.embedding::halfvec
          from unnest(${entryIds}::uuid[], ${texts}::text[]) as made(entry_id, embedding)
            join "recall_entries" as entry on entry.coach_id = ${coachId}::uuid and entry.id = made.entry_id
          on conflict do nothing`)
        const signs = arrayOf(vectors.map(({ vector }) => likenessSignsOf(vector)))
        await tx.execute(sql`update "recall_entries" as entry set embedded_by = ${model}, embedding_until = null, likeness = made.likeness
          from unnest(${entryIds}::uuid[], ${signs}::varbit[]) as made(entry_id, likeness)
          where entry.coach_id = ${coachId}::uuid and entry.id = made.entry_id`)
      })
    },
  }

  /** Of rows that have changed since they were read nothing is stored: they are due again. */
  async function storeKind(tx: CoachTx, kind: NewEntry['kind'], entries: readonly NewEntry[]): Promise<void> {
    const read = sql`unnest(${arrayOf(entries.map(({ id }) => id))}::uuid[],
      ${arrayOf(entries.map(({ version }) => version))}::text[]) as read(id, version)`
    const settled = await rowsOf<{ id: string }>(
      tx,
      sql`update ${tableOf[kind]} as source set recall_due = false from ${read}
        where source.coach_id = ${tx.coachId}::uuid and source.id = read.id and source.xmin::text = read.version
        returning source.id`,
    )
    const isSettled = new Set(settled.map(({ id }) => id))
    await tx.execute(sql`delete from "recall_entries" where coach_id = ${tx.coachId}::uuid
      and ${columnOf[kind]} = any(${arrayOf([...isSettled])}::uuid[])`)
    const rows = entries.flatMap(({ id, clientId, at, seq, saidBy, asks, stems }) =>
      stems && isSettled.has(id)
        ? [
            {
              ...{ id: ids.next(), of: id, client_id: clientId, at: at.toISOString(), seq, said_by: saidBy, asks },
              ...wordsOf(stems),
            },
          ]
        : [],
    )
    if (rows.length === 0) return
    await tx.execute(sql`insert into "recall_entries" ("coach_id", id, client_id, ${columnOf[kind]}, at, seq, said_by, asks, words, few_words, embedding_until)
      select ${tx.coachId}::uuid, id, client_id, of, at, seq, said_by, asks, words, few_words, ${clock.now().toISOString()}::timestamptz
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as row(id uuid, of uuid, client_id uuid, at timestamptz,
        seq bigint, said_by text, asks boolean, words sparsevec, few_words sparsevec)`)
  }
}

function wordsOf(stems: readonly string[]): { words: string; few_words: string | null } {
  const weights = weighWords(stems)
  const words = toWordsText(weights)
  return { words, few_words: weights.size <= wordsInIndex ? words : null }
}

/** Only what both sides see, of clients who have agreed, is read. */
function dueStatement(coachId: string, { clientId, saidUntil, limit }: WhichDue): SQL {
  const theirs = clientId === undefined ? sql`` : sql`and "clients".id = ${clientId}::uuid`
  const mine = (table: SQL) => sql`${table}.coach_id = ${coachId}::uuid`
  return sql`(select 'message' as kind, "messages".id, "clients".id as "clientId", extract(epoch from sent_at)::float8 * 1000 as at_ms,
      seq, sender_type as said_by, "clients".language, "messages".xmin::text as version,
      case when visibility = 'shared' and forgotten_at is null and consent_at is not null then content end as text
    from "messages"
      join "conversations" on ${mine(sql`"conversations"`)} and "conversations".id = conversation_id
      join "clients" on ${mine(sql`"clients"`)} and "clients".id = "conversations".client_id
    where ${mine(sql`"messages"`)} and recall_due and sent_at <= ${saidUntil.toISOString()}::timestamptz ${theirs} order by sent_at limit ${limit}::int)
    union all (select 'summary', "session_summaries".id, client_id, extract(epoch from ended_at)::float8 * 1000, null, null,
      language, "session_summaries".xmin::text,
      case when summed_up_at is not null then concat_ws(E'\\n', summary, array_to_string(topics, ', '),
        array_to_string(insights, E'\\n')) end
    from "session_summaries" join "clients" on ${mine(sql`"clients"`)} and "clients".id = client_id
    where ${mine(sql`"session_summaries"`)} and recall_due ${theirs} limit ${limit}::int)
    union all (select 'insight', "client_insights".id, client_id, extract(epoch from valid_from)::float8 * 1000, null, 'client',
      language, "client_insights".xmin::text,
      case when remove_at is null and invalidated_at is null then text end
    from "client_insights" join "clients" on ${mine(sql`"clients"`)} and "clients".id = client_id
    where ${mine(sql`"client_insights"`)} and recall_due ${theirs} limit ${limit}::int)`
}

type Claim = { coachId: string; model: string; limit: number; now: Date; until: Date }

function claimStatement({ coachId, model, limit, now, until }: Claim): SQL {
  return sql`with claimed as (
      update "recall_entries" set embedding_until = ${until.toISOString()}::timestamptz
      where coach_id = ${coachId}::uuid and id in (
        select id from "recall_entries" as entry where coach_id = ${coachId}::uuid
          -- Not "is not": this way the index is of use.
          and (embedded_by < ${model} or embedded_by > ${model})
          and (embedding_until is null or embedding_until <= ${now.toISOString()}::timestamptz)
          -- What has been stored may have been forgotten, or its client's consent withdrawn, since: no model sees it then.
          and exists (select from "clients" as c where c.coach_id = ${coachId}::uuid and c.id = entry.client_id and c.consent_at is not null)
          and not exists (select from "messages" as m where m.coach_id = ${coachId}::uuid and m.id = entry.message_id
            and (m.forgotten_at is not null or m.visibility <> 'shared'))
          and not exists (select from "client_insights" as i where i.coach_id = ${coachId}::uuid and i.id = entry.insight_id
            and i.remove_at is not null)
        order by at desc limit ${limit}::int for update skip locked)
      returning id, message_id, session_id, insight_id
    )
    select claimed.id, "saidBefore", coalesce(message.content, insight.text,
      concat_ws(E'\\n', session.summary, array_to_string(session.topics, ', '), array_to_string(session.insights, E'\\n'))) as text
    from claimed
      left join "messages" as message on message.coach_id = ${coachId}::uuid and message.id = claimed.message_id
      left join "session_summaries" as session on session.coach_id = ${coachId}::uuid and session.id = claimed.session_id
      left join "client_insights" as insight on insight.coach_id = ${coachId}::uuid and insight.id = claimed.insight_id
      left join lateral (
        select earlier.content as "saidBefore" from "messages" as earlier
        where earlier.coach_id = ${coachId}::uuid and earlier.conversation_id = message.conversation_id
          and earlier.seq < message.seq and earlier.visibility = 'shared' and earlier.forgotten_at is null
        order by earlier.seq desc limit 1
      ) as earlier on true`
}

function arrayOf(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`
}
