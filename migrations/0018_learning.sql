CREATE TABLE "client_effective_approaches" (
	"coach_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"situation" text NOT NULL,
	"state" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "client_effective_approaches_coach_id_client_id_situation_pk" PRIMARY KEY("coach_id","client_id","situation")
);
--> statement-breakpoint
ALTER TABLE "client_effective_approaches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "coach_style_profiles" (
	"coach_id" uuid PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "coach_style_profiles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "human_intervention_analyses" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"client_id" uuid,
	"conversation_id" uuid,
	"handoff_id" uuid,
	"by_member" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"from_seq" bigint,
	"to_seq" bigint,
	"first_seq" bigint,
	"seen_seq" bigint,
	"due_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"analysis" jsonb,
	"analysed_at" timestamp with time zone,
	"situation_text" text,
	"answer_text" text,
	"words" sparsevec,
	"model" text,
	"embedding" halfvec,
	"verdict" text,
	"verdict_at" timestamp with time zone,
	"learned" jsonb,
	"is_pinned" boolean DEFAULT false NOT NULL,
	"uses_due_at" timestamp with time zone,
	"times_used_by_ai" integer DEFAULT 0 NOT NULL,
	"ai_success_rate" real,
	CONSTRAINT "human_intervention_analyses_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "human_intervention_analyses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "universal_coaching_patterns" (
	"situation" text NOT NULL,
	"structure" text NOT NULL,
	"coach_count" integer NOT NULL,
	"client_count" integer NOT NULL,
	"n" integer NOT NULL,
	"successes" integer NOT NULL,
	"rate" real NOT NULL,
	"low" real NOT NULL,
	"high" real NOT NULL,
	"base" real,
	"p" double precision NOT NULL,
	"is_usable" boolean NOT NULL,
	"computed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "universal_coaching_patterns_situation_structure_pk" PRIMARY KEY("situation","structure")
);
--> statement-breakpoint
ALTER TABLE "universal_coaching_patterns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client_effective_approaches" ADD CONSTRAINT "client_effective_approaches_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coach_style_profiles" ADD CONSTRAINT "coach_style_profiles_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "human_intervention_analyses" ADD CONSTRAINT "human_intervention_analyses_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "human_intervention_analyses" ADD CONSTRAINT "human_intervention_analyses_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "human_intervention_analyses" ADD CONSTRAINT "human_intervention_analyses_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "human_intervention_analyses" ADD CONSTRAINT "human_intervention_analyses_coach_id_handoff_id_handoffs_coach_id_id_fk" FOREIGN KEY ("coach_id","handoff_id") REFERENCES "public"."handoffs"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "human_intervention_analyses" ADD CONSTRAINT "human_intervention_analyses_coach_id_by_member_coach_members_coach_id_id_fk" FOREIGN KEY ("coach_id","by_member") REFERENCES "public"."coach_members"("coach_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "human_intervention_analyses_handoff" ON "human_intervention_analyses" USING btree ("coach_id","handoff_id");--> statement-breakpoint
CREATE INDEX "human_intervention_analyses_due" ON "human_intervention_analyses" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "human_intervention_analyses_uses" ON "human_intervention_analyses" USING btree ("uses_due_at") WHERE uses_due_at is not null;--> statement-breakpoint
CREATE INDEX "human_intervention_analyses_coach" ON "human_intervention_analyses" USING btree ("coach_id","ended_at");--> statement-breakpoint
CREATE INDEX "messages_by_example" ON "messages" USING btree ("coach_id") WHERE metadata ? 'context_exemplar_ids';--> statement-breakpoint
CREATE POLICY "coach_rows" ON "client_effective_approaches" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "client_effective_approaches" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "coach_style_profiles" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "coach_style_profiles" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "human_intervention_analyses" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "human_intervention_analyses" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "universal_coaching_patterns" AS PERMISSIVE FOR SELECT TO "opencoach_app" USING (true);--> statement-breakpoint
CREATE POLICY "system_rows" ON "universal_coaching_patterns" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);