CREATE TABLE "knowledge_indexes" (
	"coach_id" uuid PRIMARY KEY NOT NULL,
	"model" text,
	"server" text,
	"next_model" text,
	"next_server" text,
	"settings" text,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "knowledge_indexes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "client_insights" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"insight_type" text NOT NULL,
	"text" text NOT NULL,
	"content" jsonb NOT NULL,
	"effectiveness_score" real,
	"times_discussed" smallint NOT NULL,
	"last_said_at" timestamp with time zone NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"invalidated_at" timestamp with time zone,
	"superseded_by" uuid,
	"confirmed_at" timestamp with time zone,
	"corrected_in" uuid,
	"receipt_at" timestamp with time zone,
	"remove_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"recall_due" boolean DEFAULT true NOT NULL,
	CONSTRAINT "client_insights_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "client_insights" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "insight_evidence" (
	"coach_id" uuid NOT NULL,
	"insight_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	"quote" text NOT NULL,
	CONSTRAINT "insight_evidence_coach_id_insight_id_message_id_pk" PRIMARY KEY("coach_id","insight_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "insight_evidence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recall_embeddings" (
	"coach_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"model" text NOT NULL,
	"embedding" halfvec NOT NULL,
	CONSTRAINT "recall_embeddings_coach_id_client_id_model_entry_id_pk" PRIMARY KEY("coach_id","client_id","model","entry_id")
);
--> statement-breakpoint
ALTER TABLE "recall_embeddings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recall_entries" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"message_id" uuid,
	"session_id" uuid,
	"insight_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"seq" bigint,
	"said_by" text,
	"asks" boolean NOT NULL,
	"words" sparsevec NOT NULL,
	"embedded_by" text DEFAULT '' NOT NULL,
	"embedding_until" timestamp with time zone,
	CONSTRAINT "recall_entries_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "recall_entries_message" UNIQUE("coach_id","message_id"),
	CONSTRAINT "recall_entries_session" UNIQUE("coach_id","session_id"),
	CONSTRAINT "recall_entries_insight" UNIQUE("coach_id","insight_id"),
	CONSTRAINT "recall_entries_of_one" CHECK (num_nonnulls(message_id, session_id, insight_id) = 1)
);
--> statement-breakpoint
ALTER TABLE "recall_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "relationship_context" (
	"coach_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"counts" jsonb NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"written" jsonb,
	"written_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"written_after" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "relationship_context_coach_id_client_id_pk" PRIMARY KEY("coach_id","client_id")
);
--> statement-breakpoint
ALTER TABLE "relationship_context" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session_summaries" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"ended_by" text NOT NULL,
	"message_count" integer NOT NULL,
	"summary" text,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"insights" text[] DEFAULT '{}' NOT NULL,
	"action_items" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"emotional_state" text,
	"breakthroughs" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"coach_interventions" text[] DEFAULT '{}' NOT NULL,
	"summed_up_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"recall_due" boolean DEFAULT true NOT NULL,
	CONSTRAINT "session_summaries_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "session_summaries_messages" UNIQUE("coach_id","client_id","from_seq")
);
--> statement-breakpoint
ALTER TABLE "session_summaries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chunk_embeddings" DROP CONSTRAINT "chunk_embeddings_coach_id_model_chunk_id_pk";--> statement-breakpoint
ALTER TABLE "chunk_embeddings" ADD CONSTRAINT "chunk_embeddings_coach_id_chunk_id_model_pk" PRIMARY KEY("coach_id","chunk_id","model");--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "wants_receipts" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "session_ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "session_ends_by" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "session_messages" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "last_unasked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "forgotten_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "recall_due" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "remove_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "is_speech_wanted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_indexes" ADD CONSTRAINT "knowledge_indexes_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_insights" ADD CONSTRAINT "client_insights_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insight_evidence" ADD CONSTRAINT "insight_evidence_coach_id_session_id_session_summaries_coach_id_id_fk" FOREIGN KEY ("coach_id","session_id") REFERENCES "public"."session_summaries"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insight_evidence" ADD CONSTRAINT "insight_evidence_coach_id_insight_id_client_insights_coach_id_id_fk" FOREIGN KEY ("coach_id","insight_id") REFERENCES "public"."client_insights"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insight_evidence" ADD CONSTRAINT "insight_evidence_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_embeddings" ADD CONSTRAINT "recall_embeddings_coach_id_entry_id_recall_entries_coach_id_id_fk" FOREIGN KEY ("coach_id","entry_id") REFERENCES "public"."recall_entries"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_entries" ADD CONSTRAINT "recall_entries_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_entries" ADD CONSTRAINT "recall_entries_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_entries" ADD CONSTRAINT "recall_entries_coach_id_session_id_session_summaries_coach_id_id_fk" FOREIGN KEY ("coach_id","session_id") REFERENCES "public"."session_summaries"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_entries" ADD CONSTRAINT "recall_entries_coach_id_insight_id_client_insights_coach_id_id_fk" FOREIGN KEY ("coach_id","insight_id") REFERENCES "public"."client_insights"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relationship_context" ADD CONSTRAINT "relationship_context_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_summaries" ADD CONSTRAINT "session_summaries_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_indexes_due" ON "knowledge_indexes" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "client_insights_recall_due" ON "client_insights" USING btree ("coach_id") WHERE recall_due;--> statement-breakpoint
CREATE INDEX "client_insights_client" ON "client_insights" USING btree ("coach_id","client_id");--> statement-breakpoint
CREATE INDEX "client_insights_to_remove" ON "client_insights" USING btree ("remove_at") WHERE remove_at is not null;--> statement-breakpoint
CREATE INDEX "insight_evidence_message" ON "insight_evidence" USING btree ("coach_id","message_id");--> statement-breakpoint
CREATE INDEX "recall_embeddings_entry" ON "recall_embeddings" USING btree ("coach_id","entry_id");--> statement-breakpoint
CREATE INDEX "recall_entries_client" ON "recall_entries" USING btree ("coach_id","client_id","seq");--> statement-breakpoint
CREATE INDEX "recall_entries_embedded" ON "recall_entries" USING btree ("coach_id","embedded_by");--> statement-breakpoint
CREATE INDEX "relationship_context_due" ON "relationship_context" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "session_summaries_recall_due" ON "session_summaries" USING btree ("coach_id") WHERE recall_due;--> statement-breakpoint
CREATE INDEX "session_summaries_due" ON "session_summaries" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_session_ends" ON "conversations" USING btree ("session_ends_at") WHERE session_ends_at is not null;--> statement-breakpoint
CREATE INDEX "messages_recall_due" ON "messages" USING btree ("coach_id","sent_at") WHERE recall_due;--> statement-breakpoint
CREATE INDEX "messages_to_remove" ON "messages" USING btree ("coach_id","conversation_id") WHERE remove_at is not null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "knowledge_indexes" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "knowledge_indexes" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "client_insights" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "client_insights" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "insight_evidence" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "insight_evidence" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "recall_embeddings" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "recall_embeddings" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "recall_entries" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "recall_entries" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "relationship_context" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "relationship_context" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "session_summaries" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "session_summaries" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);