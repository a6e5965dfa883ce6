/** Every statement on a tenant's table names the coach: row-level security is the net underneath, not the way. */

const tenantTables = [
  'coach_members',
  'coach_secrets',
  'invites',
  'clients',
  'consents',
  'pending_questions',
  'conversations',
  'conversation_moves',
  'messages',
  'spoken_messages',
  'message_versions',
  'message_reactions',
  'deliveries',
  'sent_messages',
  'handoffs',
  'offers',
  'safety_episodes',
  'safety_steps',
  'usage_events',
  'audit_log',
  'boards',
  'cards',
  'timers',
  'briefings',
  'incidents',
  'coach_texts',
  'incident_clients',
  'confidence_calibrations',
  'documents',
  'knowledge_chunks',
  'chunk_words',
  'document_words',
  'chunk_embeddings',
  'knowledge_indexes',
  'transcribed_parts',
  'file_removals',
  'uploads',
  'api_tokens',
  'upload_links',
  'document_batches',
  'received_files',
  'sample_answers',
  'document_reviews',
  'document_conflicts',
  'session_summaries',
  'client_insights',
  'insight_evidence',
  'relationship_context',
  'recall_entries',
  'recall_embeddings',
  'human_intervention_analyses',
  'client_effective_approaches',
  'coach_style_profiles',
  'clone_rehearsals',
  'tries',
  'style_corrections',
  'example_uses',
  'document_exceptions',
  'superseded_sentences',
]
const statementsAcrossCoaches = [
  /"coach_links"/,
  // Through the system door: a sender or a group is looked up to find out whose it is.
  /"active_clients"/,
  /"coaches"\."group_chat_id" = /,
  /"clients"\."telegram_user_id" = \$\d+ and "(conversations"\."id"|messages"\."(chat_id|id)"|offers"\."id"|client_insights"\."id") = /,
  /"coach_members"\."telegram_user_id" = /,
  /"(sent_messages|messages)"\."chat_id" = \$1 and "\1"\."telegram_message_id" = \$2\)$/,
  /"invites"\."code" = /,
  // Another bot's message ids mean nothing, whoever's they are.
  /^update "messages" set "chat_id" = \$1, "telegram_message_id" = \$2 where "messages"."chat_id" > /,
  /^delete from "sent_messages" where "sent_messages"."chat_id" > /,
  // A token or a link is looked up to find out whose it is.
  /"api_tokens"\."token_hash" = /,
  /^update "upload_links" .* where \("upload_links"\."code_hash" = /,
  // Those that nobody will show again.
  /^delete from "(upload_links|api_tokens)" where /,
  // What is due, whoever it belongs to.
  /^select "coach_id" from "knowledge_indexes" where "knowledge_indexes"."due_at" <= /,
  /^update "knowledge_indexes" set "settings" = \$1, "due_at" = \$2 where "knowledge_indexes"."settings" is distinct from /,
  /^select distinct "coach_id", "conversation_id" from "spoken_messages" where /,
  /^update "spoken_messages" set "due_at" = \$1$/,
  /^select distinct "coach_id" from "(documents|uploads|file_removals|received_files|document_batches|sample_answers|document_reviews)" where /,
  /^update "(documents|received_files|document_batches|sample_answers|document_reviews)" set .* where "\1"."lease_id" is not null$/,
  /^select distinct "coach_id" from "(messages|session_summaries|client_insights|recall_entries)" where /,
  /"turn_due_at" <= /,
  /"session_ends_at" <= \$1 limit /,
  /^select distinct .* from "(session_summaries|relationship_context)" .*"clients"."consent_at" is not null/,
  /^update "session_summaries" set .* where "session_summaries"."lease_id" is not null$/,
  /"not_before" <= /,
  /"safety_episodes"."unattended_since" is not null order by/,
  /"timers"\."due_at" <= \$1 group by/,
  /"briefings"\."due_at" <= \$1 order by/,
  /^update "briefings" set "due_at" = \$1 where "briefings"."due_at" is not null$/,
  /^update "boards" set .* where "boards"."lease_id" is not null$/,
  /^update "conversations" set "lease_id" = \$1, "leased_until" = \$2 where "conversations"."lease_id" is not null$/,
  /^delete from "(briefings" where \("briefings"."due_at" is null|incidents" where \("incidents"."closed_at" <|document_batches" where \("document_batches"."due_at" is null|sample_answers" where \("sample_answers"."due_at" is null|tries" where "tries"."last_at" <) /,
  /^select distinct "coach_id" from "(incidents|human_intervention_analyses|clone_rehearsals|document_exceptions|example_uses|tries)" where /,
  /^update "(human_intervention_analyses|clone_rehearsals|document_exceptions|tries)" set .* where "\1"."lease_id" is not null$/,
  /^update "incidents" set .* where "incidents"."lease_id" is not null$/,
  /^update "deliveries" set "sending_since" = \$1 where "deliveries"."status" in/,
]

/** The same texts come again and again. */
const checked = new Map<string, string | undefined>()

/** @returns what is wrong with a statement, if anything */
export function checkStatement(statement: string): string | undefined {
  if (!checked.has(statement)) checked.set(statement, findFault(statement))
  return checked.get(statement)
}

function findFault(statement: string): string | undefined {
  const tables = tenantTables.filter((table) => new RegExp(`"${table}"`).test(statement))
  if (tables.length === 0 || statementsAcrossCoaches.some((allowed) => allowed.test(statement))) return undefined
  if (/^insert into/.test(statement)) return /"coach_id"/.test(statement) ? undefined : statement
  const condition = statement.slice(statement.search(/ where /))
  return /"?coach_id"? = |"coaches"\."id" = /.test(condition) ? undefined : statement
}
