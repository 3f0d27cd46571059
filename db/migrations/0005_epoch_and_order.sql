-- Whatever changes who sees or edits what counts the program's number up, in the same transaction.
CREATE TRIGGER epoch_membership_insert AFTER INSERT ON membership BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_membership_update AFTER UPDATE ON membership BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_membership_delete AFTER DELETE ON membership BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (OLD.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_user_update AFTER UPDATE OF disabled_at ON user BEGIN INSERT INTO permission_epoch (program_id, n) SELECT DISTINCT program_id, 1 FROM membership WHERE user_id = NEW.id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_session_delete AFTER DELETE ON session BEGIN INSERT INTO permission_epoch (program_id, n) SELECT DISTINCT program_id, 1 FROM membership WHERE user_id = OLD.user_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_process_update AFTER UPDATE OF state, revision, terms ON process BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_interview_insert AFTER INSERT ON interview BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_interview_update AFTER UPDATE OF state, revision ON interview BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_card_insert AFTER INSERT ON card BEGIN INSERT INTO permission_epoch (program_id, n) SELECT program_id, 1 FROM interview WHERE id = NEW.interview_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_card_update AFTER UPDATE OF state, conflict, user_id ON card BEGIN INSERT INTO permission_epoch (program_id, n) SELECT program_id, 1 FROM interview WHERE id = NEW.interview_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_card_delete AFTER DELETE ON card BEGIN INSERT INTO permission_epoch (program_id, n) SELECT program_id, 1 FROM interview WHERE id = OLD.interview_id ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_agreement_insert AFTER INSERT ON agreement BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER epoch_room_freeze AFTER UPDATE OF frozen_seq ON room BEGIN INSERT INTO permission_epoch (program_id, n) VALUES (NEW.program_id, 1) ON CONFLICT (program_id) DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
-- The log lies in the order in which it is read: one tree by room and number, instead of a table and its index.
CREATE TABLE room_update_ordered (
	`room_id` integer NOT NULL,
	`seq` integer NOT NULL,
	`user_id` text,
	`connection` text,
	`at` integer NOT NULL,
	`bytes` blob NOT NULL,
	`prev_hash` blob NOT NULL,
	`hash` blob NOT NULL,
	PRIMARY KEY(`room_id`, `seq`),
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room_id`) REFERENCES `room`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO room_update_ordered SELECT room_id, seq, user_id, connection, at, bytes, prev_hash, hash FROM room_update ORDER BY room_id, seq;
--> statement-breakpoint
DROP TABLE room_update;
--> statement-breakpoint
ALTER TABLE room_update_ordered RENAME TO room_update;
--> statement-breakpoint
CREATE TRIGGER room_update_no_update BEFORE UPDATE ON room_update BEGIN SELECT RAISE(ABORT, 'the room log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER room_update_no_delete BEFORE DELETE ON room_update BEGIN SELECT RAISE(ABORT, 'the room log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER room_update_after_freeze BEFORE INSERT ON room_update
WHEN NEW.seq > (SELECT frozen_seq FROM room WHERE id = NEW.room_id)
BEGIN SELECT RAISE(ABORT, 'this room is closed to edits'); END;
