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
CREATE TABLE "file_removals" (
	"coach_id" uuid NOT NULL,
	"storage_key" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "file_removals_coach_id_storage_key_pk" PRIMARY KEY("coach_id","storage_key")
);
--> statement-breakpoint
ALTER TABLE "file_removals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
ALTER TABLE "documents" ADD COLUMN "chunks" integer;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "embedded_with" text;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_links" ADD CONSTRAINT "upload_links_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_removals" ADD CONSTRAINT "file_removals_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcribed_parts" ADD CONSTRAINT "transcribed_parts_coach_id_document_id_documents_coach_id_id_fk" FOREIGN KEY ("coach_id","document_id") REFERENCES "public"."documents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_coach_id_token_id_api_tokens_coach_id_id_fk" FOREIGN KEY ("coach_id","token_id") REFERENCES "public"."api_tokens"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "upload_links_age" ON "upload_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "file_removals_due" ON "file_removals" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "uploads_due" ON "uploads" USING btree ("due_at");--> statement-breakpoint
CREATE POLICY "coach_rows" ON "api_tokens" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "api_tokens" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "upload_links" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "upload_links" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "file_removals" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "file_removals" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "transcribed_parts" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "transcribed_parts" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "uploads" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "uploads" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);