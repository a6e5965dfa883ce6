CREATE TABLE "tries" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"chat_id" bigint NOT NULL,
	"said" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"lease_id" uuid,
	CONSTRAINT "tries_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "tries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tries" ADD CONSTRAINT "tries_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tries_open" ON "tries" USING btree ("coach_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "tries_due" ON "tries" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "tries" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "tries" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);