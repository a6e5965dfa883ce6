-- Needs a superuser once on Postgres, or an extension and roles made beforehand (docs/go-live.md).
CREATE EXTENSION IF NOT EXISTS vector;
--> statement-breakpoint
-- Roles belong to the whole cluster, so another database, or a process starting at the same moment, may have made them.
DO $$ BEGIN
  CREATE ROLE opencoach_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  CREATE ROLE opencoach_system NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'opencoach_app', 'member') OR NOT pg_has_role(current_user, 'opencoach_system', 'member') THEN
    GRANT opencoach_app, opencoach_system TO current_user;
  END IF;
END $$;
