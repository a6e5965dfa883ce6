/** How long the recall's own search takes on a stage's database, beside the product and in no turn. */
import { sql } from 'drizzle-orm'
import { readRecallQuestion } from '../../src/coaching/memory/recall/question.ts'
import { recallWeights } from '../../src/coaching/memory/recall/recall.ts'
import { openPostgres, rowsOf } from '../../src/db/client.ts'
import { createDoors } from '../../src/db/doors.ts'
import { createRecallSearch } from '../../src/db/recall-search.ts'
import { createOfflineEmbeddings } from '../../src/llm/offline/embeddings.ts'

const questions = 100

/** @returns milliseconds of each of some searches, one after the other, of clients of these names in turn */
export async function timeRecall(databaseUrl: string, names: readonly string[]): Promise<number[]> {
  const database = openPostgres(databaseUrl, { connections: 1 })
  try {
    const search = createRecallSearch({ doors: createDoors(database) })
    const clients = await rowsOf<{ coachId: string; clientId: string; name: string; model: string | null }>(
      database.drizzle,
      sql`select coach_id as "coachId", id as "clientId", display_name as name,
        (select model from recall_embeddings e where e.coach_id = c.coach_id and e.client_id = c.id limit 1) as model
        from clients c where c.display_name = any(${sql.param(names)}::text[])`,
    )
    const vectors = createOfflineEmbeddings()
    const times: number[] = []
    for (let n = 0; n < questions; n++) {
      const { coachId, clientId, name, model } = clients[n % clients.length] ?? {}
      if (!coachId || !clientId) break
      const frame = { client: name ?? '', team: [], timezone: 'UTC' }
      const { text, ...question } = readRecallQuestion(`${name} thinks about the week, part ${n}.`, frame, new Date())
      const [vector = new Float32Array(1)] = (await vectors.embed([text], { purpose: 'query' })).vectors
      const startedAt = performance.now()
      const asked = { ...question, vector, model: model ?? '' }
      await search.findEntries(coachId, asked, { clientId, limit: 22, weights: recallWeights })
      times.push(performance.now() - startedAt)
    }
    return times.slice(questions / 10) // each statement is read and the rows are fetched once
  } finally {
    await database.close()
  }
}
