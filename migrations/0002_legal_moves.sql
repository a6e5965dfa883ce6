ALTER TABLE conversations ADD CONSTRAINT conversations_state CHECK (state IN ('ai', 'waiting', 'human'));
--> statement-breakpoint
ALTER TABLE messages ADD CONSTRAINT messages_sender_type CHECK (sender_type IN ('client', 'ai', 'human_coach'));
--> statement-breakpoint
ALTER TABLE messages ADD CONSTRAINT messages_visibility CHECK (visibility IN ('shared', 'held', 'note', 'dropped', 'withdrawn'));
--> statement-breakpoint
ALTER TABLE deliveries ADD CONSTRAINT deliveries_target CHECK (target IN ('client', 'topic', 'coach'));
--> statement-breakpoint
ALTER TABLE deliveries ADD CONSTRAINT deliveries_status CHECK (status IN ('pending', 'sending', 'sent', 'failed', 'cancelled'));
--> statement-breakpoint
ALTER TABLE coaches ADD CONSTRAINT coaches_mode CHECK (mode IN ('auto', 'copilot', 'off'));
--> statement-breakpoint
-- The same rules as src/coaching/conversation.ts: what the code forgets, the database refuses.
CREATE FUNCTION refuse_illegal_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  episode_open boolean;
BEGIN
  IF (OLD.state, NEW.state) NOT IN (('ai', 'waiting'), ('ai', 'human'), ('waiting', 'human'), ('waiting', 'ai'), ('human', 'ai'), ('human', 'waiting')) THEN
    RAISE EXCEPTION 'illegal move of a conversation: % -> %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'human' AND NEW.claimed_by IS NULL THEN
    RAISE EXCEPTION 'illegal move of a conversation: human without a claim' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'ai' THEN
    SELECT EXISTS (
      SELECT FROM safety_episodes e
      WHERE e.coach_id = NEW.coach_id AND e.conversation_id = NEW.id AND e.closed_at IS NULL
    ) INTO episode_open;
    IF episode_open AND OLD.state = 'waiting' THEN
      RAISE EXCEPTION 'illegal move of a conversation: waiting -> ai with an open crisis episode' USING ERRCODE = 'check_violation';
    END IF;
    IF episode_open AND coalesce(trim(NEW.state_reason), '') = '' THEN
      RAISE EXCEPTION 'illegal move of a conversation: human -> ai with an open crisis episode and no reason' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER conversations_legal_moves BEFORE UPDATE OF state ON conversations
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION refuse_illegal_move();
