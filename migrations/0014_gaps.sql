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
ALTER TABLE "knowledge_gaps" ADD CONSTRAINT "knowledge_gaps_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_gaps_open" ON "knowledge_gaps" USING btree ("coach_id","id") WHERE closed_at is null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "knowledge_gaps" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "knowledge_gaps" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);