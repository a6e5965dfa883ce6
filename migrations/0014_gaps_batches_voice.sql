CREATE TABLE "document_batches" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"chat_id" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"not_before" timestamp with time zone NOT NULL,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"telegram_message_id" bigint,
	"shown" text,
	CONSTRAINT "document_batches_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "document_batches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "received_files" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"file_id" text NOT NULL,
	"unique_id" text NOT NULL,
	"file_name" text NOT NULL,
	"title" text,
	"is_named" boolean NOT NULL,
	"mime" text,
	"size_bytes" bigint,
	"speech_ms" bigint,
	"state" text NOT NULL,
	"problem" text,
	"document_id" uuid,
	"is_known" boolean DEFAULT false NOT NULL,
	"older_id" uuid,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "received_files_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "received_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "spoken_messages" (
	"coach_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "spoken_messages_coach_id_message_id_pk" PRIMARY KEY("coach_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "spoken_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge_gaps" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "knowledge_gaps_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "knowledge_gaps_message" UNIQUE("coach_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "knowledge_gaps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "remove_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "document_batches" ADD CONSTRAINT "document_batches_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "received_files" ADD CONSTRAINT "received_files_coach_id_batch_id_document_batches_coach_id_id_fk" FOREIGN KEY ("coach_id","batch_id") REFERENCES "public"."document_batches"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoken_messages" ADD CONSTRAINT "spoken_messages_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoken_messages" ADD CONSTRAINT "spoken_messages_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_gaps" ADD CONSTRAINT "knowledge_gaps_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_batches_due" ON "document_batches" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "document_batches_last" ON "document_batches" USING btree ("coach_id","chat_id","last_at");--> statement-breakpoint
CREATE INDEX "received_files_due" ON "received_files" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "received_files_batch" ON "received_files" USING btree ("coach_id","batch_id");--> statement-breakpoint
CREATE INDEX "received_files_unique" ON "received_files" USING btree ("coach_id","unique_id");--> statement-breakpoint
CREATE INDEX "spoken_messages_due" ON "spoken_messages" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "spoken_messages_conversation" ON "spoken_messages" USING btree ("coach_id","conversation_id");--> statement-breakpoint
CREATE INDEX "knowledge_gaps_open" ON "knowledge_gaps" USING btree ("coach_id","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "documents_to_remove" ON "documents" USING btree ("remove_at") WHERE remove_at is not null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "document_batches" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "document_batches" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "received_files" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "received_files" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "spoken_messages" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "spoken_messages" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "knowledge_gaps" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "knowledge_gaps" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);