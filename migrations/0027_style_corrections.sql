CREATE TABLE "style_corrections" (
	"coach_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"counted" text NOT NULL,
	"words" text,
	"corrected_at" timestamp with time zone NOT NULL,
	CONSTRAINT "style_corrections_coach_id_kind_counted_pk" PRIMARY KEY("coach_id","kind","counted")
);
--> statement-breakpoint
ALTER TABLE "style_corrections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "human_intervention_analyses" ADD COLUMN "corrected" jsonb;--> statement-breakpoint
ALTER TABLE "style_corrections" ADD CONSTRAINT "style_corrections_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "style_corrections" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "style_corrections" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);