CREATE TABLE "document_exceptions" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"intervention_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"due_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"found" jsonb,
	"found_at" timestamp with time zone,
	"verdict" text,
	"verdict_at" timestamp with time zone,
	"held_before" text,
	CONSTRAINT "document_exceptions_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "document_exceptions_intervention" UNIQUE("coach_id","intervention_id")
);
--> statement-breakpoint
ALTER TABLE "document_exceptions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "superseded_sentences" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"quote" text NOT NULL,
	"rule" text NOT NULL,
	"document_id" uuid NOT NULL,
	CONSTRAINT "superseded_sentences_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "superseded_sentences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "document_exceptions" ADD CONSTRAINT "document_exceptions_coach_id_intervention_id_human_intervention_analyses_coach_id_id_fk" FOREIGN KEY ("coach_id","intervention_id") REFERENCES "public"."human_intervention_analyses"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_exceptions" ADD CONSTRAINT "document_exceptions_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_exceptions" ADD CONSTRAINT "document_exceptions_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "superseded_sentences" ADD CONSTRAINT "superseded_sentences_coach_id_document_id_documents_coach_id_id_fk" FOREIGN KEY ("coach_id","document_id") REFERENCES "public"."documents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_exceptions_due" ON "document_exceptions" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "superseded_sentences_document" ON "superseded_sentences" USING btree ("coach_id","document_id");--> statement-breakpoint
CREATE POLICY "coach_rows" ON "document_exceptions" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "document_exceptions" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "superseded_sentences" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "superseded_sentences" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);