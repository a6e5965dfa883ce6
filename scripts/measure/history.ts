/** A long past for the clients of a stage on Postgres, put there at once: messages, insights, the last sessions. */

export type History = { messages: number; insights: number }

/** So many words are in a message. */
const wordsOfMessage = 14
const sessionMessages = 20
/** The words of a language, the most frequent first: half of what is said is grammar, as it is in English. */
const commonest = `the be to of and a in that have i it for not on with he as you do at this but his by from they we say her
  she or an will my one all
  week boss sleep run sister plan tired letter evening project talk walk anger kitchen train doctor summer money friend
  garden deadline call quiet father exercise worry school dinner promise street holiday fear win house phone book`
const frequent = commonest
  .split(/\s+/)
  .map((word) => `'${word}'`)
  .join(',')
const wordsOfLanguage = 5000
/** The nth most frequent word of a language is said 1/n as often as the first (Zipf 1935): the logarithm of its rank is uniform. */
const someWords = (
  count: number,
  n: string,
) => `(select string_agg(coalesce((array[${frequent}])[rank], 'word' || rank), ' ')
  from (select exp(ln(${wordsOfLanguage}) * (hashint4(${n} * 131 + k) & 2147483647) / 2147483648.0)::int as rank
    from generate_series(1, ${count}) as k) as said)`

/**
 * Statements that give clients the same long past, a message every two hours, up to now. All of it is of sessions that have
 * been summed up: nothing becomes due but what finds it again.
 *
 * @param names of the clients who get one
 */
export function historyStatements({ messages, insights }: History, names: readonly string[]): string[] {
  const theirs = `(select coach_id, id from clients where display_name in (${names.map((name) => `'${name}'`).join(',')}))`
  return [
    `insert into messages (coach_id, id, conversation_id, sender_type, sender_id, content, visibility, sent_at)
      select c.coach_id, gen_random_uuid(), c.id, case n % 2 when 0 then 'client' else 'ai' end,
        case n % 2 when 0 then c.client_id::text else 'ai_clone' end, ${someWords(wordsOfMessage, 'n')}, 'shared',
        now() - (${messages} - n + 1) * interval '2 hours'
      from generate_series(1, ${messages}) as n, conversations c where (c.coach_id, c.client_id) in ${theirs} order by n`,
    // Those of the minutes before.
    'delete from session_summaries',
    `insert into session_summaries (coach_id, id, client_id, from_seq, to_seq, started_at, ended_at, ended_by, message_count,
        summary, summed_up_at)
      select m.coach_id, gen_random_uuid(), c.client_id, min(m.seq), max(m.seq), min(m.sent_at), max(m.sent_at), 'length',
        count(*), ${someWords(60, 'm.part')}, now()
      from (select *, (row_number() over (partition by conversation_id order by seq) - 1)::int / ${sessionMessages} as part
        from messages) m join conversations c on c.coach_id = m.coach_id and c.id = m.conversation_id
      group by m.coach_id, c.client_id, m.part`,
    `update conversations set session_ends_at = null, session_ends_by = null, session_messages = 0`,
    `insert into client_insights (coach_id, id, client_id, insight_type, text, content, valid_from, times_discussed,
        last_said_at, created_at, updated_at)
      select c.coach_id, gen_random_uuid(), c.id, 'fact', ${someWords(10, 'n')}, '{"about":"other"}',
        now() - n * interval '1 day', 1, now() - n * interval '1 day', now(), now()
      from clients c, generate_series(1, ${insights}) as n where (c.coach_id, c.id) in ${theirs}`,
    `insert into insight_evidence (coach_id, insight_id, message_id, session_id, said_at, quote)
      select i.coach_id, i.id, m.id, m.session_id, m.sent_at, m.content
      from (select *, row_number() over (partition by client_id order by id) as n from client_insights) i
      join (select m.*, s.id as session_id, s.client_id, row_number() over (partition by s.client_id order by m.seq) as n
        from messages m join conversations c on c.coach_id = m.coach_id and c.id = m.conversation_id
          join session_summaries s on s.coach_id = m.coach_id and s.client_id = c.client_id
            and m.seq between s.from_seq and s.to_seq
        where m.sender_type = 'client') m on m.client_id = i.client_id and m.n = i.n`,
    `insert into relationship_context (coach_id, client_id, counts, counted_at)
      select coach_id, id, '{"since":"2024-01-01T00:00:00Z","sessions":500,"messages":10000,"hours":200,"sessionMinutes":20,
        "clientAnswersInMinutes":5,"topics":[],"crises":0}', now() from clients on conflict do nothing`,
    'analyze',
  ]
}

/** How much of it can be recalled already, by its meaning too. */
export const recallableShare = `select (select count(*) from recall_embeddings join recall_entries on recall_entries.id = entry_id where message_id is not null)::float8
  / greatest(1, (select count(*) from messages where visibility = 'shared')) as share`
