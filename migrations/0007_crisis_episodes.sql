CREATE TABLE "safety_steps" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"episode_id" uuid NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "safety_steps_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"step" text NOT NULL,
	"grade" smallint,
	"by_whom" text NOT NULL,
	"why" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "safety_steps_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "safety_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "safety_episodes" ADD COLUMN "state" text DEFAULT 'alerted' NOT NULL;--> statement-breakpoint
ALTER TABLE "safety_episodes" ADD COLUMN "expected_from" uuid;--> statement-breakpoint
ALTER TABLE "safety_episodes" ADD COLUMN "unattended_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "safety_episodes" ADD COLUMN "no_human_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "safety_episodes" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "safety_steps" ADD CONSTRAINT "safety_steps_coach_id_episode_id_safety_episodes_coach_id_id_fk" FOREIGN KEY ("coach_id","episode_id") REFERENCES "public"."safety_episodes"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "safety_steps_episode" ON "safety_steps" USING btree ("coach_id","episode_id");--> statement-breakpoint
CREATE INDEX "safety_episodes_unattended" ON "safety_episodes" USING btree ("unattended_since") WHERE unattended_since is not null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "safety_steps" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "safety_steps" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_target";--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_target" CHECK (target IN ('client', 'topic', 'coach', 'person', 'operator', 'pager'));
