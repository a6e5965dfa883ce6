CREATE TABLE "coach_texts" (
	"coach_id" uuid NOT NULL,
	"key" text NOT NULL,
	"language" text NOT NULL,
	"text" text,
	"before" text,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coach_texts_coach_id_key_language_pk" PRIMARY KEY("coach_id","key","language")
);
--> statement-breakpoint
ALTER TABLE "coach_texts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "briefings" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"handoff_id" uuid,
	"due_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"lines" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "briefings_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "briefings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident_clients" (
	"coach_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "incident_clients_coach_id_incident_id_conversation_id_pk" PRIMARY KEY("coach_id","incident_id","conversation_id")
);
--> statement-breakpoint
ALTER TABLE "incident_clients" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incidents" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"last_error" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"probe_at" timestamp with time zone NOT NULL,
	"probed_at" timestamp with time zone,
	"probes" smallint DEFAULT 0 NOT NULL,
	"show_at" timestamp with time zone,
	"not_before" timestamp with time zone NOT NULL,
	"chat_id" bigint,
	"telegram_message_id" bigint,
	"told_at" timestamp with time zone,
	"shown" text,
	"released_at" timestamp with time zone,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	CONSTRAINT "incidents_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "incidents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "offers" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"client_message_id" uuid,
	"delivery_id" uuid NOT NULL,
	"decided_by" text NOT NULL,
	"score" numeric NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_reason" text,
	"episode_ended_at" timestamp with time zone,
	CONSTRAINT "offers_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "offers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "coach_texts" ADD CONSTRAINT "coach_texts_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "briefings" ADD CONSTRAINT "briefings_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "briefings" ADD CONSTRAINT "briefings_coach_id_handoff_id_handoffs_coach_id_id_fk" FOREIGN KEY ("coach_id","handoff_id") REFERENCES "public"."handoffs"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_clients" ADD CONSTRAINT "incident_clients_coach_id_incident_id_incidents_coach_id_id_fk" FOREIGN KEY ("coach_id","incident_id") REFERENCES "public"."incidents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_clients" ADD CONSTRAINT "incident_clients_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_coach_id_delivery_id_deliveries_coach_id_id_fk" FOREIGN KEY ("coach_id","delivery_id") REFERENCES "public"."deliveries"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "briefings_open" ON "briefings" USING btree ("coach_id","conversation_id") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "briefings_due" ON "briefings" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "incident_clients_conversation" ON "incident_clients" USING btree ("coach_id","conversation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_open" ON "incidents" USING btree ("coach_id","kind") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "incidents_unsettled" ON "incidents" USING btree ("coach_id") WHERE closed_at is null or released_at is null or show_at is not null;--> statement-breakpoint
CREATE INDEX "offers_conversation" ON "offers" USING btree ("coach_id","conversation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_open" ON "offers" USING btree ("coach_id","conversation_id") WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "offers_episode" ON "offers" USING btree ("coach_id","conversation_id") WHERE episode_ended_at is null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "coach_texts" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "coach_texts" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "briefings" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "briefings" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "incident_clients" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "incident_clients" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "incidents" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "incidents" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "offers" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "offers" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);