CREATE TABLE "clone_rehearsals" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"chat_id" bigint,
	"telegram_message_id" bigint,
	"ran_at" timestamp with time zone NOT NULL,
	"todo" jsonb NOT NULL,
	"scores" jsonb NOT NULL,
	"replies" jsonb NOT NULL,
	"model" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"lease_id" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "clone_rehearsals_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "clone_rehearsals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "clone_rehearsals" ADD CONSTRAINT "clone_rehearsals_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "clone_rehearsals_running" ON "clone_rehearsals" USING btree ("coach_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "clone_rehearsals_due" ON "clone_rehearsals" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "clone_rehearsals" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "clone_rehearsals" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);