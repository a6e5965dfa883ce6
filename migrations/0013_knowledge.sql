CREATE TABLE "api_tokens" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"last4" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	CONSTRAINT "api_tokens_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "api_tokens_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "upload_links" (
	"coach_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "upload_links_coach_id_code_hash_pk" PRIMARY KEY("coach_id","code_hash"),
	CONSTRAINT "upload_links_code" UNIQUE("code_hash")
);
--> statement-breakpoint
ALTER TABLE "upload_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "chunk_embeddings" (
	"coach_id" uuid NOT NULL,
	"chunk_id" uuid NOT NULL,
	"model" text NOT NULL,
	"embedding" halfvec NOT NULL,
	CONSTRAINT "chunk_embeddings_coach_id_model_chunk_id_pk" PRIMARY KEY("coach_id","model","chunk_id")
);
--> statement-breakpoint
ALTER TABLE "chunk_embeddings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "documents" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"file_name" text NOT NULL,
	"mime" text,
	"size_bytes" bigint NOT NULL,
	"sha256" "bytea" NOT NULL,
	"storage_key" text,
	"origin" text NOT NULL,
	"batch_id" uuid,
	"replaces_id" uuid,
	"status" text NOT NULL,
	"progress" real DEFAULT 0 NOT NULL,
	"problem" text,
	"pages" integer,
	"duration_ms" bigint,
	"chunks" integer,
	"embedded_with" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"due_at" timestamp with time zone,
	"deadline_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ready_at" timestamp with time zone,
	CONSTRAINT "documents_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "file_removals" (
	"coach_id" uuid NOT NULL,
	"storage_key" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "file_removals_coach_id_storage_key_pk" PRIMARY KEY("coach_id","storage_key")
);
--> statement-breakpoint
ALTER TABLE "file_removals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge_chunks" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"headings" text[] NOT NULL,
	"content" text NOT NULL,
	"token_count" integer NOT NULL,
	"anchor" jsonb,
	"content_hash" "bytea" NOT NULL,
	"words" sparsevec NOT NULL,
	CONSTRAINT "knowledge_chunks_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "knowledge_chunks_ordinal" UNIQUE("coach_id","document_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "transcribed_parts" (
	"coach_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"segments" jsonb NOT NULL,
	CONSTRAINT "transcribed_parts_coach_id_document_id_part_pk" PRIMARY KEY("coach_id","document_id","part")
);
--> statement-breakpoint
ALTER TABLE "transcribed_parts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "uploads" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"mime" text,
	"size_bytes" bigint NOT NULL,
	"modified_at" timestamp with time zone NOT NULL,
	"part_bytes" integer NOT NULL,
	"received" integer[] NOT NULL,
	"document_id" uuid,
	"problem" text,
	"due_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "uploads_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "uploads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "usage_events" ALTER COLUMN "conversation_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_links" ADD CONSTRAINT "upload_links_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunk_embeddings" ADD CONSTRAINT "chunk_embeddings_coach_id_chunk_id_knowledge_chunks_coach_id_id_fk" FOREIGN KEY ("coach_id","chunk_id") REFERENCES "public"."knowledge_chunks"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_removals" ADD CONSTRAINT "file_removals_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ADD CONSTRAINT "knowledge_chunks_coach_id_document_id_documents_coach_id_id_fk" FOREIGN KEY ("coach_id","document_id") REFERENCES "public"."documents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcribed_parts" ADD CONSTRAINT "transcribed_parts_coach_id_document_id_documents_coach_id_id_fk" FOREIGN KEY ("coach_id","document_id") REFERENCES "public"."documents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_coach_id_token_id_api_tokens_coach_id_id_fk" FOREIGN KEY ("coach_id","token_id") REFERENCES "public"."api_tokens"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "upload_links_age" ON "upload_links" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_bytes" ON "documents" USING btree ("coach_id","sha256");--> statement-breakpoint
CREATE INDEX "documents_due" ON "documents" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "documents_batch" ON "documents" USING btree ("coach_id","batch_id") WHERE batch_id is not null;--> statement-breakpoint
CREATE INDEX "file_removals_due" ON "file_removals" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "knowledge_chunks_content" ON "knowledge_chunks" USING btree ("coach_id","content_hash");--> statement-breakpoint
CREATE INDEX "uploads_due" ON "uploads" USING btree ("due_at");--> statement-breakpoint
CREATE POLICY "coach_rows" ON "api_tokens" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "api_tokens" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "upload_links" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "upload_links" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "chunk_embeddings" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "chunk_embeddings" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "documents" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "documents" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "file_removals" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "file_removals" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "knowledge_chunks" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "knowledge_chunks" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "transcribed_parts" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "transcribed_parts" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "uploads" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "uploads" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
-- Read for every question: never moved out of its row, never compressed.
ALTER TABLE "knowledge_chunks" ALTER COLUMN "words" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "chunk_embeddings" ALTER COLUMN "embedding" SET STORAGE PLAIN;--> statement-breakpoint
-- The text is compressed where it stands; only a few chunks of a question are read.
ALTER TABLE "knowledge_chunks" ALTER COLUMN "content" SET STORAGE MAIN;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ALTER COLUMN "headings" SET STORAGE MAIN;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ALTER COLUMN "anchor" SET STORAGE MAIN;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" SET (toast_tuple_target = 128);
