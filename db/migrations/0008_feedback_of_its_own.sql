ALTER TABLE `evaluation` ADD `feedback_revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
-- Until now the feedback had the revision of the text.
UPDATE `evaluation` SET `feedback_revision` = `revision`;--> statement-breakpoint
DROP TRIGGER epoch_evaluation_update;--> statement-breakpoint
CREATE TRIGGER epoch_evaluation_update AFTER UPDATE OF state, revision, draft_revision, feedback_revision, feedback_from, content, goals, draft_at, feedback_at, exchanged_at ON evaluation BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
