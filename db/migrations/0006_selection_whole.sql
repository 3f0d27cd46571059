-- Snapshots of before may hold what Yjs tidied up by itself; they are made again from the log.
DELETE FROM `room_snapshot`;
--> statement-breakpoint
CREATE TABLE `accommodation` (
	`candidate_id` text PRIMARY KEY NOT NULL,
	`need` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`candidate_id`) REFERENCES `candidate`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `addendum` (
	`id` text PRIMARY KEY NOT NULL,
	`record_id` text NOT NULL,
	`words` text NOT NULL,
	`reason` text NOT NULL,
	`hash` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`party` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`record_id`) REFERENCES `sealed_record`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `addendum_record` ON `addendum` (`record_id`);--> statement-breakpoint
CREATE TABLE `decision` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`process_id` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`content` text,
	`content_hash` text,
	`position` text,
	`position_reason` text,
	`position_by` text,
	`position_at` integer,
	`reply` text,
	`reply_by` text,
	`reply_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`sealed_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`process_id`) REFERENCES `process`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`position_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reply_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `decision_process` ON `decision` (`process_id`);--> statement-breakpoint
CREATE TABLE `deviation` (
	`id` text PRIMARY KEY NOT NULL,
	`interview_id` text NOT NULL,
	`kind` text NOT NULL,
	`question` integer,
	`over_ms` integer,
	`person_id` text,
	`about` text,
	`words` text,
	`user_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`interview_id`) REFERENCES `interview`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`about`) REFERENCES `deviation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deviation_interview` ON `deviation` (`interview_id`);--> statement-breakpoint
CREATE TABLE `dropped_question` (
	`id` text PRIMARY KEY NOT NULL,
	`process_id` text NOT NULL,
	`question_id` text NOT NULL,
	`reason` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`declined_by` text,
	`declined_at` integer,
	FOREIGN KEY (`process_id`) REFERENCES `process`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`approved_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`declined_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `dropped_question_process` ON `dropped_question` (`process_id`);--> statement-breakpoint
CREATE TABLE `join_code` (
	`id` text PRIMARY KEY NOT NULL,
	`interview_id` text NOT NULL,
	`user_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`interview_id`) REFERENCES `interview`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `join_code_token` ON `join_code` (`token_hash`);--> statement-breakpoint
CREATE TABLE `letter` (
	`id` text PRIMARY KEY NOT NULL,
	`decision_id` text NOT NULL,
	`candidate_id` text NOT NULL,
	`template` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`released_by` text,
	`released_at` integer,
	FOREIGN KEY (`decision_id`) REFERENCES `decision`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`candidate_id`) REFERENCES `candidate`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`released_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `letter_candidate` ON `letter` (`decision_id`,`candidate_id`);--> statement-breakpoint
CREATE TABLE `mail` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text,
	`to_name` text NOT NULL,
	`to_email` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`calendar` text,
	`at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`sent_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`cancelled_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mail_program` ON `mail` (`program_id`,`at`);--> statement-breakpoint
CREATE INDEX `mail_due` ON `mail` (`due_at`);--> statement-breakpoint
CREATE TABLE `mou` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`terms` text,
	`terms_hash` text,
	`reason` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`adopted_at` integer,
	`review_on` text,
	`superseded_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mou_version` ON `mou` (`program_id`,`version`);--> statement-breakpoint
CREATE TABLE `mou_proposal` (
	`id` text PRIMARY KEY NOT NULL,
	`mou_id` text NOT NULL,
	`clause_id` text NOT NULL,
	`field` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`reason` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`party` text NOT NULL,
	`at` integer NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision_reason` text,
	FOREIGN KEY (`mou_id`) REFERENCES `mou`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mou_proposal_mou` ON `mou_proposal` (`mou_id`,`state`);--> statement-breakpoint
CREATE TABLE `observer` (
	`interview_id` text NOT NULL,
	`user_id` text NOT NULL,
	`admitted_by` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`interview_id`, `user_id`),
	FOREIGN KEY (`interview_id`) REFERENCES `interview`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`admitted_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `posting` (
	`id` text PRIMARY KEY NOT NULL,
	`process_id` text NOT NULL,
	`place` text NOT NULL,
	`posted_on` text NOT NULL,
	`closes_on` text,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`process_id`) REFERENCES `process`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `posting_process` ON `posting` (`process_id`);--> statement-breakpoint
CREATE TABLE `question_turn` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`interview_id` text NOT NULL,
	`question` integer NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`interview_id`) REFERENCES `interview`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `question_turn_interview` ON `question_turn` (`interview_id`);--> statement-breakpoint
CREATE TABLE `record_pdf` (
	`record_id` text PRIMARY KEY NOT NULL,
	`bytes` blob NOT NULL,
	`sha256` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`record_id`) REFERENCES `sealed_record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `timetable` (
	`process_id` text NOT NULL,
	`step` text NOT NULL,
	`due_on` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`process_id`, `step`),
	FOREIGN KEY (`process_id`) REFERENCES `process`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `spotlight` (
	`interview_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`criterion_id` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`interview_id`) REFERENCES `interview`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `voluntary_data` (
	`candidate_id` text PRIMARY KEY NOT NULL,
	`answers` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`candidate_id`) REFERENCES `candidate`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `signature_once`;--> statement-breakpoint
CREATE UNIQUE INDEX `signature_once` ON `signature` (`subject`,`subject_id`,`role`,`party`) WHERE "signature"."voided_at" is null;--> statement-breakpoint
CREATE INDEX `sealed_record_list` ON `sealed_record` (`program_id`,`sealed_at`,`kind`,`subject_id`,`id`);--> statement-breakpoint
ALTER TABLE `card` ADD `kit_read_at` integer;--> statement-breakpoint
ALTER TABLE `card` ADD `paper_reason` text;--> statement-breakpoint
ALTER TABLE `card` ADD `paper_by` text REFERENCES user(id);--> statement-breakpoint
ALTER TABLE `card` ADD `paper_at` integer;--> statement-breakpoint
ALTER TABLE `card` ADD `late_content` text;--> statement-breakpoint
ALTER TABLE `card` ADD `late_at` integer;--> statement-breakpoint
ALTER TABLE `membership` ADD `organization` text;--> statement-breakpoint
ALTER TABLE `session` ADD `interview_id` text;--> statement-breakpoint
ALTER TABLE `interview` ADD `minutes` integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE `interview` ADD `place` text;--> statement-breakpoint
ALTER TABLE `interview` ADD `sequence` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `youth_evidence` ADD `verified_by` text REFERENCES user(id);--> statement-breakpoint
ALTER TABLE `youth_evidence` ADD `verified_at` integer;--> statement-breakpoint
-- Whatever changes who sees or edits what counts the program's number up, in the same transaction.
CREATE TRIGGER epoch_mou_update AFTER UPDATE OF state, revision, terms ON mou BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_decision_update AFTER UPDATE OF state, revision, content ON decision BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_observer_insert AFTER INSERT ON observer BEGIN INSERT INTO permission_epoch (program_id, n) SELECT program_id, 1 FROM interview WHERE id = NEW.interview_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_observer_update AFTER UPDATE OF ended_at ON observer BEGIN INSERT INTO permission_epoch (program_id, n) SELECT program_id, 1 FROM interview WHERE id = NEW.interview_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_card_kit AFTER UPDATE OF kit_read_at ON card BEGIN INSERT INTO permission_epoch (program_id, n) SELECT program_id, 1 FROM interview WHERE id = NEW.interview_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_observer_delete AFTER DELETE ON observer BEGIN INSERT INTO permission_epoch (program_id, n) SELECT program_id, 1 FROM interview WHERE id = OLD.interview_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
-- What is handed out or added to a sealed record stays as it is.
CREATE TRIGGER addendum_no_update BEFORE UPDATE ON addendum BEGIN SELECT RAISE(ABORT, 'an addendum is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER addendum_no_delete BEFORE DELETE ON addendum BEGIN SELECT RAISE(ABORT, 'an addendum is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER record_pdf_no_update BEFORE UPDATE ON record_pdf BEGIN SELECT RAISE(ABORT, 'a signed PDF is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER record_pdf_no_delete BEFORE DELETE ON record_pdf BEGIN SELECT RAISE(ABORT, 'a signed PDF is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER mou_proposal_no_delete BEFORE DELETE ON mou_proposal BEGIN SELECT RAISE(ABORT, 'a proposal is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER question_turn_no_update BEFORE UPDATE ON question_turn BEGIN SELECT RAISE(ABORT, 'the turns of an interview are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER question_turn_no_delete BEFORE DELETE ON question_turn BEGIN SELECT RAISE(ABORT, 'the turns of an interview are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deviation_no_update BEFORE UPDATE ON deviation BEGIN SELECT RAISE(ABORT, 'the deviation log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deviation_no_delete BEFORE DELETE ON deviation BEGIN SELECT RAISE(ABORT, 'the deviation log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER guest_session_limited BEFORE INSERT ON session
WHEN NEW.interview_id IS NULL AND EXISTS (SELECT 1 FROM membership WHERE user_id = NEW.user_id AND organization IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a guest comes in by a join code only'); END;
--> statement-breakpoint
CREATE TRIGGER session_keeps_its_limit BEFORE UPDATE OF interview_id, user_id ON session
WHEN OLD.interview_id IS NOT NEW.interview_id OR OLD.user_id IS NOT NEW.user_id
BEGIN SELECT RAISE(ABORT, 'a session keeps its person and its limit'); END;
