ALTER TABLE "handoffs" ADD COLUMN "is_overlooked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "handoffs_overlooked" ON "handoffs" USING btree ("coach_id") WHERE is_overlooked;