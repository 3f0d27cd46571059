CREATE TABLE `assignment` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`school_id` text NOT NULL,
	`post` text,
	`from_date` text NOT NULL,
	`to_date` text,
	`began` text NOT NULL,
	`ended` text,
	`ended_words` text,
	`process_id` text,
	`candidate_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`officer_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`process_id`) REFERENCES `process`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`candidate_id`) REFERENCES `candidate`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assignment_program` ON `assignment` (`program_id`);--> statement-breakpoint
CREATE INDEX `assignment_officer` ON `assignment` (`officer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `assignment_present` ON `assignment` (`officer_id`,`school_id`) WHERE "assignment"."to_date" is null;--> statement-breakpoint
CREATE TABLE `case_file` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`name` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`uploaded_by` text NOT NULL,
	`uploaded_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignment`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`uploaded_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_file_assignment` ON `case_file` (`assignment_id`);--> statement-breakpoint
CREATE TABLE `case_lead` (
	`id` text PRIMARY KEY NOT NULL,
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer,
	`reason` text,
	`set_by` text NOT NULL,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignment`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`set_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `case_lead_present` ON `case_lead` (`assignment_id`,`role`) WHERE "case_lead"."to_at" is null;--> statement-breakpoint
CREATE INDEX `case_lead_user` ON `case_lead` (`user_id`);--> statement-breakpoint
CREATE TABLE `checkpoint` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`probation_id` text NOT NULL,
	`n` integer NOT NULL,
	`offset_days` integer NOT NULL,
	`form_id` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`opens_on` text,
	`self_due_on` text,
	`input_due_on` text,
	`meeting_at` integer,
	`opened_at` integer,
	`self_at` integer,
	`self` text,
	`exchanged_at` integer,
	`content` text,
	`content_hash` text,
	`presented_at` integer,
	`choice` text,
	`choice_words` text,
	`witness` text,
	`choice_by` text,
	`choice_at` integer,
	`sealed_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`probation_id`) REFERENCES `probation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`choice_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `checkpoint_n` ON `checkpoint` (`probation_id`,`n`);--> statement-breakpoint
CREATE TABLE `checkpoint_input` (
	`checkpoint_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`submitted_at` integer,
	`content` text,
	PRIMARY KEY(`checkpoint_id`, `user_id`),
	FOREIGN KEY (`checkpoint_id`) REFERENCES `checkpoint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `comment` (
	`id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`words` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`thread_id`) REFERENCES `comment_thread`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `comment_thread_id` ON `comment` (`thread_id`);--> statement-breakpoint
CREATE TABLE `comment_thread` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`kind` text NOT NULL,
	`record_id` text NOT NULL,
	`part` text NOT NULL,
	`revision` integer NOT NULL,
	`anchor_start` text NOT NULL,
	`anchor_end` text NOT NULL,
	`quote` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	`resolved_by` text,
	`resolved_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resolved_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `comment_thread_record` ON `comment_thread` (`kind`,`record_id`,`part`);--> statement-breakpoint
CREATE TABLE `deadline` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`kind` text NOT NULL,
	`due_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deadline_once` ON `deadline` (`subject`,`subject_id`,`kind`,`due_at`);--> statement-breakpoint
CREATE INDEX `deadline_due` ON `deadline` (`done_at`,`due_at`);--> statement-breakpoint
CREATE TABLE `evaluation` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`title` text NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`draft_revision` integer DEFAULT 1 NOT NULL,
	`feedback_from` integer DEFAULT 1 NOT NULL,
	`clause` text NOT NULL,
	`goals` text,
	`goals_hash` text,
	`self_due_on` text,
	`parallel_due_on` text,
	`feedback_due_on` text,
	`response_due_on` text,
	`meeting_at` integer,
	`notice_at` integer,
	`self_at` integer,
	`self` text,
	`draft_at` integer,
	`feedback_at` integer,
	`exchanged_at` integer,
	`content` text,
	`content_hash` text,
	`frozen_at` integer,
	`feedback` text,
	`feedback_words` text,
	`feedback_by` text,
	`feedback_signed_at` integer,
	`choice` text,
	`choice_words` text,
	`witness` text,
	`choice_by` text,
	`choice_at` integer,
	`response` text,
	`response_at` integer,
	`command_words` text,
	`command_by` text,
	`command_at` integer,
	`outcome` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`sealed_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignment`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`feedback_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`choice_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`command_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evaluation_period` ON `evaluation` (`assignment_id`,`from_date`);--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`role` text NOT NULL,
	`tone` text NOT NULL,
	`observed_on` text NOT NULL,
	`words` text NOT NULL,
	`posted_by` text NOT NULL,
	`posted_as` text NOT NULL,
	`at` integer NOT NULL,
	`corrects` text,
	`file_id` text,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignment`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`posted_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`corrects`) REFERENCES `evidence`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `case_file`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `evidence_assignment` ON `evidence` (`assignment_id`,`at`);--> statement-breakpoint
CREATE TABLE `evidence_answer` (
	`id` text PRIMARY KEY NOT NULL,
	`evidence_id` text NOT NULL,
	`words` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`evidence_id`) REFERENCES `evidence`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `evidence_answer_evidence` ON `evidence_answer` (`evidence_id`);--> statement-breakpoint
CREATE TABLE `goal` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`n` integer NOT NULL,
	`role` text NOT NULL,
	`words` text NOT NULL,
	`measure` text NOT NULL,
	`added_at` integer,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `goal_n` ON `goal` (`evaluation_id`,`n`);--> statement-breakpoint
CREATE TABLE `holiday` (
	`program_id` text NOT NULL,
	`day` text NOT NULL,
	`name` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`program_id`, `day`),
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `interim_notice` (
	`id` text PRIMARY KEY NOT NULL,
	`probation_id` text NOT NULL,
	`checkpoint_id` text,
	`item_id` text NOT NULL,
	`evidence` text NOT NULL,
	`expected` text NOT NULL,
	`help` text NOT NULL,
	`review_on` text NOT NULL,
	`response_due_on` text NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	`receipt` text,
	`receipt_by` text,
	`receipt_at` integer,
	`witness` text,
	`answer` text,
	`answered_at` integer,
	FOREIGN KEY (`probation_id`) REFERENCES `probation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checkpoint_id`) REFERENCES `checkpoint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`receipt_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `interim_notice_probation` ON `interim_notice` (`probation_id`);--> statement-breakpoint
CREATE TABLE `leave` (
	`id` text PRIMARY KEY NOT NULL,
	`assignment_id` text NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	`removed_by` text,
	`removed_at` integer,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignment`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`removed_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `leave_assignment` ON `leave` (`assignment_id`);--> statement-breakpoint
CREATE TABLE `probation` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`state` text NOT NULL,
	`clause` text NOT NULL,
	`start_on` text NOT NULL,
	`end_on` text,
	`extended_to` text,
	`plan` text NOT NULL,
	`plan_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`outcome` text,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignment`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `probation_assignment` ON `probation` (`assignment_id`);--> statement-breakpoint
CREATE TABLE `probation_outcome` (
	`id` text PRIMARY KEY NOT NULL,
	`probation_id` text NOT NULL,
	`outcome` text NOT NULL,
	`content` text NOT NULL,
	`content_hash` text NOT NULL,
	`position_due_on` text NOT NULL,
	`position` text,
	`replied_at` integer,
	`received_at` integer,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`withdrawn_at` integer,
	`withdrawn_reason` text,
	`sealed_at` integer,
	FOREIGN KEY (`probation_id`) REFERENCES `probation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `probation_outcome_open` ON `probation_outcome` (`probation_id`) WHERE "probation_outcome"."withdrawn_at" is null and "probation_outcome"."sealed_at" is null;--> statement-breakpoint
CREATE TABLE `remediation_item` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`n` integer NOT NULL,
	`item` text NOT NULL,
	`expected` text NOT NULL,
	`help` text NOT NULL,
	`owner` text NOT NULL,
	`due_on` text NOT NULL,
	`proof` text NOT NULL,
	`result` text,
	`result_evidence` text,
	`result_by` text,
	`result_at` integer,
	FOREIGN KEY (`plan_id`) REFERENCES `remediation_plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `remediation_item_n` ON `remediation_item` (`plan_id`,`n`);--> statement-breakpoint
CREATE TABLE `remediation_plan` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`notice_id` text,
	`hash` text NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	`receipt` text,
	`receipt_by` text,
	`receipt_at` integer,
	`witness` text,
	`officer_words` text,
	FOREIGN KEY (`notice_id`) REFERENCES `interim_notice`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`receipt_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `remediation_plan_subject` ON `remediation_plan` (`subject`,`subject_id`);--> statement-breakpoint
CREATE TABLE `removal` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`evaluation_id` text,
	`state` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`clause` text NOT NULL,
	`requested_by` text NOT NULL,
	`requested_for` text NOT NULL,
	`requested_at` integer NOT NULL,
	`answer_due_on` text,
	`decide_due_on` text,
	`answer` text,
	`answer_by` text,
	`answer_at` integer,
	`meeting_at` integer,
	`content` text,
	`content_hash` text,
	`outcome` text,
	`process_id` text,
	`sealed_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignment`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`requested_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answer_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`process_id`) REFERENCES `process`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `removal_assignment` ON `removal` (`assignment_id`);--> statement-breakpoint
CREATE TABLE `section_tick` (
	`kind` text NOT NULL,
	`record_id` text NOT NULL,
	`section` text NOT NULL,
	`user_id` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`kind`, `record_id`, `section`, `user_id`),
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `suggestion` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`kind` text NOT NULL,
	`record_id` text NOT NULL,
	`part` text NOT NULL,
	`revision` integer NOT NULL,
	`user_id` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decided` text,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suggestion_record` ON `suggestion` (`kind`,`record_id`,`part`);--> statement-breakpoint
CREATE TABLE `training_item` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`user_id` text NOT NULL,
	`item_id` text NOT NULL,
	`due_on` text,
	`done_on` text,
	`words` text,
	`file_id` text,
	`verified_by` text,
	`verified_at` integer,
	`waived_reason` text,
	`waived_at` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `program`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `case_file`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`verified_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `training_item_user` ON `training_item` (`user_id`,`item_id`);
--> statement-breakpoint
-- Whatever changes who sees or edits what counts the program's number up, in the same transaction.
CREATE TRIGGER epoch_case_lead_insert AFTER INSERT ON case_lead BEGIN INSERT INTO permission_epoch (program_id, n) SELECT assignment.program_id, 1 FROM assignment WHERE assignment.id = NEW.assignment_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_case_lead_update AFTER UPDATE ON case_lead BEGIN INSERT INTO permission_epoch (program_id, n) SELECT assignment.program_id, 1 FROM assignment WHERE assignment.id = NEW.assignment_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_case_lead_delete AFTER DELETE ON case_lead BEGIN INSERT INTO permission_epoch (program_id, n) SELECT assignment.program_id, 1 FROM assignment WHERE assignment.id = OLD.assignment_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_assignment_update AFTER UPDATE OF officer_id, to_date ON assignment BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_probation_update AFTER UPDATE OF state ON probation BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_checkpoint_update AFTER UPDATE OF state, revision, content ON checkpoint BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_checkpoint_input_insert AFTER INSERT ON checkpoint_input BEGIN INSERT INTO permission_epoch (program_id, n) SELECT checkpoint.program_id, 1 FROM checkpoint WHERE checkpoint.id = NEW.checkpoint_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_checkpoint_input_update AFTER UPDATE OF submitted_at ON checkpoint_input BEGIN INSERT INTO permission_epoch (program_id, n) SELECT checkpoint.program_id, 1 FROM checkpoint WHERE checkpoint.id = NEW.checkpoint_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_checkpoint_input_delete AFTER DELETE ON checkpoint_input BEGIN INSERT INTO permission_epoch (program_id, n) SELECT checkpoint.program_id, 1 FROM checkpoint WHERE checkpoint.id = OLD.checkpoint_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_evaluation_update AFTER UPDATE OF state, revision, draft_revision, content, goals, draft_at, feedback_at ON evaluation BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_goal_insert AFTER INSERT ON goal BEGIN INSERT INTO permission_epoch (program_id, n) SELECT evaluation.program_id, 1 FROM evaluation WHERE evaluation.id = NEW.evaluation_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_removal_update AFTER UPDATE OF state, revision, content ON removal BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
-- What is on record about an officer stays on record.
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'the evidence log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'the evidence log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER evidence_answer_no_update BEFORE UPDATE ON evidence_answer BEGIN SELECT RAISE(ABORT, 'the evidence log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER evidence_answer_no_delete BEFORE DELETE ON evidence_answer BEGIN SELECT RAISE(ABORT, 'the evidence log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER comment_no_update BEFORE UPDATE ON comment BEGIN SELECT RAISE(ABORT, 'comments are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER comment_no_delete BEFORE DELETE ON comment BEGIN SELECT RAISE(ABORT, 'comments are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER assignment_no_delete BEFORE DELETE ON assignment BEGIN SELECT RAISE(ABORT, 'an assignment ends, and is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER case_lead_no_delete BEFORE DELETE ON case_lead BEGIN SELECT RAISE(ABORT, 'a lead of a case ends, and is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER leave_no_delete BEFORE DELETE ON leave BEGIN SELECT RAISE(ABORT, 'leave is taken back, never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER probation_no_delete BEFORE DELETE ON probation BEGIN SELECT RAISE(ABORT, 'a probation is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER interim_notice_no_delete BEFORE DELETE ON interim_notice BEGIN SELECT RAISE(ABORT, 'a notice is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER remediation_plan_no_delete BEFORE DELETE ON remediation_plan BEGIN SELECT RAISE(ABORT, 'a plan is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER remediation_item_no_delete BEFORE DELETE ON remediation_item BEGIN SELECT RAISE(ABORT, 'a plan is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER probation_outcome_no_delete BEFORE DELETE ON probation_outcome BEGIN SELECT RAISE(ABORT, 'a proposed outcome is withdrawn, never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER evaluation_no_delete BEFORE DELETE ON evaluation BEGIN SELECT RAISE(ABORT, 'an evaluation is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER goal_no_delete BEFORE DELETE ON goal BEGIN SELECT RAISE(ABORT, 'a goal is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER removal_no_delete BEFORE DELETE ON removal BEGIN SELECT RAISE(ABORT, 'a removal review is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER comment_thread_no_delete BEFORE DELETE ON comment_thread BEGIN SELECT RAISE(ABORT, 'a conversation is resolved, never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER suggestion_no_delete BEFORE DELETE ON suggestion BEGIN SELECT RAISE(ABORT, 'a proposal inside a text is decided, never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER interim_notice_words BEFORE UPDATE OF item_id, evidence, expected, help, review_on, response_due_on, issued_by, issued_at ON interim_notice BEGIN SELECT RAISE(ABORT, 'what was handed out stays as it was'); END;
--> statement-breakpoint
CREATE TRIGGER remediation_item_words BEFORE UPDATE OF item, expected, help, owner, due_on, proof ON remediation_item BEGIN SELECT RAISE(ABORT, 'what was handed out stays as it was'); END;
