CREATE TABLE "example_uses" (
	"coach_id" uuid NOT NULL,
	"intervention_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"follows" boolean NOT NULL,
	"due_at" timestamp with time zone,
	"was_said" boolean DEFAULT false NOT NULL,
	"is_good" boolean,
	"weight" double precision,
	CONSTRAINT "example_uses_coach_id_intervention_id_message_id_pk" PRIMARY KEY("coach_id","intervention_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "example_uses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "human_intervention_analyses_uses";--> statement-breakpoint
DROP INDEX "messages_by_example";--> statement-breakpoint
ALTER TABLE "example_uses" ADD CONSTRAINT "example_uses_coach_id_intervention_id_human_intervention_analyses_coach_id_id_fk" FOREIGN KEY ("coach_id","intervention_id") REFERENCES "public"."human_intervention_analyses"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "example_uses" ADD CONSTRAINT "example_uses_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "example_uses_message" ON "example_uses" USING btree ("coach_id","message_id");--> statement-breakpoint
CREATE INDEX "example_uses_due" ON "example_uses" USING btree ("due_at","coach_id") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "messages_by_example" ON "messages" USING btree ("coach_id","sent_at") WHERE metadata ? 'context_exemplar_ids';--> statement-breakpoint
ALTER TABLE "human_intervention_analyses" DROP COLUMN "uses_due_at";--> statement-breakpoint
CREATE POLICY "coach_rows" ON "example_uses" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "example_uses" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT ON "example_uses", "messages", "human_intervention_analyses" TO "opencoach_system";--> statement-breakpoint
-- Row-level security hides rows from a migration.
SET LOCAL ROLE "opencoach_system";--> statement-breakpoint
INSERT INTO "example_uses" ("coach_id", "intervention_id", "message_id", "follows", "due_at")
SELECT m."coach_id", i."id", m."id", coalesce(m."metadata" #>> '{like_intervention,id}' = i."id"::text, false), now()
FROM "messages" m CROSS JOIN LATERAL jsonb_array_elements_text(m."metadata" -> 'context_exemplar_ids') AS example("id")
JOIN "human_intervention_analyses" i ON i."coach_id" = m."coach_id" AND i."id"::text = example."id"
WHERE m."metadata" ? 'context_exemplar_ids' ON CONFLICT DO NOTHING;--> statement-breakpoint
RESET ROLE;
