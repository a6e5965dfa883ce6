CREATE TABLE "confidence_calibrations" (
	"coach_id" uuid NOT NULL,
	"intercept" double precision NOT NULL,
	"slope" double precision NOT NULL,
	"n" double precision NOT NULL,
	"refitted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "confidence_calibrations_coach_id_pk" PRIMARY KEY("coach_id")
);
--> statement-breakpoint
ALTER TABLE "confidence_calibrations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "assigned_to" uuid;--> statement-breakpoint
ALTER TABLE "confidence_calibrations" ADD CONSTRAINT "confidence_calibrations_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_coach_id_assigned_to_coach_members_coach_id_id_fk" FOREIGN KEY ("coach_id","assigned_to") REFERENCES "public"."coach_members"("coach_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "confidence_calibrations" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "confidence_calibrations" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);