-- Whatever is changed of what can be recalled is stored anew: by a trigger, so that no statement can forget to say so.
CREATE FUNCTION mark_recall_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.recall_due := true;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER messages_recall_due BEFORE UPDATE OF content, visibility, forgotten_at ON messages
  FOR EACH ROW WHEN ((OLD.content, OLD.visibility, OLD.forgotten_at) IS DISTINCT FROM (NEW.content, NEW.visibility, NEW.forgotten_at))
  EXECUTE FUNCTION mark_recall_due();
--> statement-breakpoint
CREATE TRIGGER session_summaries_recall_due BEFORE UPDATE OF summary, topics, insights, summed_up_at ON session_summaries
  FOR EACH ROW WHEN ((OLD.summary, OLD.topics, OLD.insights, OLD.summed_up_at) IS DISTINCT FROM (NEW.summary, NEW.topics, NEW.insights, NEW.summed_up_at))
  EXECUTE FUNCTION mark_recall_due();
--> statement-breakpoint
CREATE TRIGGER client_insights_recall_due BEFORE UPDATE OF text, valid_from, invalidated_at, remove_at ON client_insights
  FOR EACH ROW WHEN ((OLD.text, OLD.valid_from, OLD.invalidated_at, OLD.remove_at) IS DISTINCT FROM (NEW.text, NEW.valid_from, NEW.invalidated_at, NEW.remove_at))
  EXECUTE FUNCTION mark_recall_due();
--> statement-breakpoint
-- Beside its row, where a scan finds it; words stay as they are, since what was spoken for an hour fits on no page.
ALTER TABLE "recall_embeddings" ALTER COLUMN "embedding" SET STORAGE PLAIN;
