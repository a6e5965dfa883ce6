CREATE TABLE "document_conflicts" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"newer_id" uuid NOT NULL,
	"older_id" uuid NOT NULL,
	"places" jsonb NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"kept_at" timestamp with time zone,
	CONSTRAINT "document_conflicts_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "document_conflicts_pair" UNIQUE("coach_id","newer_id","older_id")
);
--> statement-breakpoint
ALTER TABLE "document_conflicts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "document_reviews" (
	"coach_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"lease_id" uuid,
	CONSTRAINT "document_reviews_coach_id_document_id_pk" PRIMARY KEY("coach_id","document_id")
);
--> statement-breakpoint
ALTER TABLE "document_reviews" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sample_answers" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"chat_id" bigint NOT NULL,
	"question" text,
	"answer" text,
	"sources" jsonb,
	"model" text,
	"telegram_message_id" bigint,
	"verdict" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"lease_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"shown_at" timestamp with time zone,
	CONSTRAINT "sample_answers_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "sample_answers_batch" UNIQUE("coach_id","batch_id")
);
--> statement-breakpoint
ALTER TABLE "sample_answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "removed_by" text;--> statement-breakpoint
ALTER TABLE "document_conflicts" ADD CONSTRAINT "document_conflicts_coach_id_newer_id_documents_coach_id_id_fk" FOREIGN KEY ("coach_id","newer_id") REFERENCES "public"."documents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_conflicts" ADD CONSTRAINT "document_conflicts_coach_id_older_id_documents_coach_id_id_fk" FOREIGN KEY ("coach_id","older_id") REFERENCES "public"."documents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_reviews" ADD CONSTRAINT "document_reviews_coach_id_document_id_documents_coach_id_id_fk" FOREIGN KEY ("coach_id","document_id") REFERENCES "public"."documents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_answers" ADD CONSTRAINT "sample_answers_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_conflicts_older" ON "document_conflicts" USING btree ("coach_id","older_id");--> statement-breakpoint
CREATE INDEX "document_reviews_due" ON "document_reviews" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "sample_answers_due" ON "sample_answers" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "document_conflicts" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "document_conflicts" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "document_reviews" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "document_reviews" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "sample_answers" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "sample_answers" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);