CREATE TABLE "active_clients" (
	"telegram_user_id" bigint PRIMARY KEY NOT NULL,
	"coach_id" uuid NOT NULL,
	"client_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "active_clients" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_log" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"by_whom" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_log_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "clients" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"telegram_user_id" bigint NOT NULL,
	"display_name" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"consent_at" timestamp with time zone,
	"topic_id" bigint,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "clients_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "clients_person" UNIQUE("coach_id","telegram_user_id"),
	CONSTRAINT "clients_topic" UNIQUE("coach_id","topic_id")
);
--> statement-breakpoint
ALTER TABLE "clients" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "coach_links" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "coach_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "coach_members" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"telegram_user_id" bigint NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coach_members_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "coach_members_person" UNIQUE("coach_id","telegram_user_id")
);
--> statement-breakpoint
ALTER TABLE "coach_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "coach_secrets" (
	"coach_id" uuid NOT NULL,
	"name" text NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"nonce" "bytea" NOT NULL,
	"key_version" smallint NOT NULL,
	"last4" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coach_secrets_coach_id_name_pk" PRIMARY KEY("coach_id","name")
);
--> statement-breakpoint
ALTER TABLE "coach_secrets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "coaches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"telegram_user_id" bigint NOT NULL,
	"display_name" text NOT NULL,
	"methodology" text DEFAULT '' NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"mode" text DEFAULT 'auto' NOT NULL,
	"group_chat_id" bigint,
	"group_is_forum" boolean DEFAULT false NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coaches_telegram_user_id_unique" UNIQUE("telegram_user_id"),
	CONSTRAINT "coaches_group_chat_id_unique" UNIQUE("group_chat_id")
);
--> statement-breakpoint
ALTER TABLE "coaches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consents" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"version" text NOT NULL,
	"wording" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "consents_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "consents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation_moves" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"by_whom" text NOT NULL,
	"reason" text NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_moves_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "conversation_moves" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversations" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"state" text DEFAULT 'ai' NOT NULL,
	"state_since" timestamp with time zone NOT NULL,
	"state_reason" text,
	"claimed_by" uuid,
	"ai_enabled" boolean DEFAULT true NOT NULL,
	"turn_due_at" timestamp with time zone,
	"turn_waiting_since" timestamp with time zone,
	"turn_restarts" smallint DEFAULT 0 NOT NULL,
	"turn_attempts" smallint DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"last_notice_at" timestamp with time zone,
	"last_crisis_text_at" timestamp with time zone,
	"crisis_text_count" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "conversations_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "conversations_client" UNIQUE("coach_id","client_id")
);
--> statement-breakpoint
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"target" text NOT NULL,
	"lane" smallint NOT NULL,
	"message_id" uuid,
	"body" jsonb NOT NULL,
	"is_ai" boolean DEFAULT false NOT NULL,
	"answers_seq" bigint,
	"after_ai_sends" boolean DEFAULT false NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"sending_since" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"parts_sent" smallint DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deliveries_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "deliveries_message" UNIQUE("coach_id","message_id","target")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "handoffs" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"trigger" text NOT NULL,
	"score" numeric,
	"signals" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"ai_confidence_before" numeric,
	"ai_confidence_after" numeric,
	"opened_at" timestamp with time zone NOT NULL,
	"claimed_at" timestamp with time zone,
	"claimed_by" uuid,
	"human_messages" integer DEFAULT 0 NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_reason" text,
	"note_for_ai" text,
	CONSTRAINT "handoffs_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "handoffs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invites" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invites_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "invites_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "invites" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "messages_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sender_type" text NOT NULL,
	"sender_id" text NOT NULL,
	"kind" text DEFAULT 'text' NOT NULL,
	"content" text NOT NULL,
	"visibility" text NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"chat_id" bigint,
	"telegram_message_id" bigint,
	"sent_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	CONSTRAINT "messages_coach_id_id_pk" PRIMARY KEY("coach_id","id"),
	CONSTRAINT "messages_telegram" UNIQUE("coach_id","chat_id","telegram_message_id")
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pending_questions" (
	"coach_id" uuid NOT NULL,
	"telegram_user_id" bigint NOT NULL,
	"question" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pending_questions_coach_id_telegram_user_id_pk" PRIMARY KEY("coach_id","telegram_user_id")
);
--> statement-breakpoint
ALTER TABLE "pending_questions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "safety_episodes" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"grade" smallint NOT NULL,
	"kind" text NOT NULL,
	"rule" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"closed_reason" text,
	CONSTRAINT "safety_episodes_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "safety_episodes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sent_messages" (
	"coach_id" uuid NOT NULL,
	"chat_id" bigint NOT NULL,
	"telegram_message_id" bigint NOT NULL,
	"delivery_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	CONSTRAINT "sent_messages_coach_id_chat_id_telegram_message_id_pk" PRIMARY KEY("coach_id","chat_id","telegram_message_id")
);
--> statement-breakpoint
ALTER TABLE "sent_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "telegram_updates" (
	"bot_id" bigint NOT NULL,
	"update_id" bigint NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "telegram_updates_bot_id_update_id_pk" PRIMARY KEY("bot_id","update_id")
);
--> statement-breakpoint
ALTER TABLE "telegram_updates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "usage_events" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"model" text NOT NULL,
	"tokens_in" integer NOT NULL,
	"tokens_cached" integer NOT NULL,
	"tokens_out" integer NOT NULL,
	"cost_usd" numeric,
	"latency_ms" integer NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "usage_events_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "usage_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "active_clients" ADD CONSTRAINT "active_clients_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coach_members" ADD CONSTRAINT "coach_members_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coach_secrets" ADD CONSTRAINT "coach_secrets_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_moves" ADD CONSTRAINT "conversation_moves_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_coach_id_client_id_clients_coach_id_id_fk" FOREIGN KEY ("coach_id","client_id") REFERENCES "public"."clients"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_coach_id_claimed_by_coach_members_coach_id_id_fk" FOREIGN KEY ("coach_id","claimed_by") REFERENCES "public"."coach_members"("coach_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handoffs" ADD CONSTRAINT "handoffs_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handoffs" ADD CONSTRAINT "handoffs_coach_id_claimed_by_coach_members_coach_id_id_fk" FOREIGN KEY ("coach_id","claimed_by") REFERENCES "public"."coach_members"("coach_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_questions" ADD CONSTRAINT "pending_questions_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_episodes" ADD CONSTRAINT "safety_episodes_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sent_messages" ADD CONSTRAINT "sent_messages_coach_id_delivery_id_deliveries_coach_id_id_fk" FOREIGN KEY ("coach_id","delivery_id") REFERENCES "public"."deliveries"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sent_messages" ADD CONSTRAINT "sent_messages_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_moves_conversation" ON "conversation_moves" USING btree ("coach_id","conversation_id");--> statement-breakpoint
CREATE INDEX "conversations_turn_due" ON "conversations" USING btree ("turn_due_at") WHERE turn_due_at is not null;--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "deliveries" USING btree ("coach_id","conversation_id","target","lane","seq") WHERE status in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("not_before") WHERE status in ('pending', 'sending');--> statement-breakpoint
CREATE UNIQUE INDEX "handoffs_open" ON "handoffs" USING btree ("coach_id","conversation_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "messages_conversation" ON "messages" USING btree ("coach_id","conversation_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "safety_episodes_open" ON "safety_episodes" USING btree ("coach_id","conversation_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "sent_messages_delivery" ON "sent_messages" USING btree ("coach_id","delivery_id");--> statement-breakpoint
CREATE INDEX "telegram_updates_age" ON "telegram_updates" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "usage_events_time" ON "usage_events" USING btree ("coach_id","used_at");--> statement-breakpoint
CREATE POLICY "system_rows" ON "active_clients" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "audit_log" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "audit_log" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "clients" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "clients" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system_rows" ON "coach_links" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "coach_members" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "coach_members" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "coach_secrets" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "coach_secrets" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "coaches" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "coaches" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "consents" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "consents" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "conversation_moves" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "conversation_moves" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "conversations" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "conversations" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "deliveries" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "deliveries" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "handoffs" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "handoffs" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "invites" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "invites" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "messages" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "messages" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "pending_questions" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "pending_questions" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "safety_episodes" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "safety_episodes" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "sent_messages" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "sent_messages" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "telegram_updates" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system_rows" ON "telegram_updates" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "usage_events" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "usage_events" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);