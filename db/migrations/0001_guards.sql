-- What no code path may ever do, held by the database itself.
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER room_update_no_update BEFORE UPDATE ON room_update BEGIN SELECT RAISE(ABORT, 'the room log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER room_update_no_delete BEFORE DELETE ON room_update BEGIN SELECT RAISE(ABORT, 'the room log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER room_update_after_freeze BEFORE INSERT ON room_update
WHEN (SELECT frozen_seq FROM room WHERE id = NEW.room_id) IS NOT NULL AND NEW.seq > (SELECT frozen_seq FROM room WHERE id = NEW.room_id)
BEGIN SELECT RAISE(ABORT, 'this room is closed to edits'); END;
--> statement-breakpoint
CREATE TRIGGER room_unfreeze BEFORE UPDATE OF frozen_seq ON room WHEN OLD.frozen_seq IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a closed room stays closed'); END;
--> statement-breakpoint
CREATE TRIGGER sealed_record_no_update BEFORE UPDATE ON sealed_record BEGIN SELECT RAISE(ABORT, 'a sealed record never changes'); END;
--> statement-breakpoint
CREATE TRIGGER sealed_record_no_delete BEFORE DELETE ON sealed_record BEGIN SELECT RAISE(ABORT, 'a sealed record is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER installation_kind_fixed BEFORE UPDATE ON installation BEGIN SELECT RAISE(ABORT, 'an installation keeps its kind'); END;
--> statement-breakpoint
CREATE TRIGGER installation_no_delete BEFORE DELETE ON installation BEGIN SELECT RAISE(ABORT, 'an installation keeps its kind'); END;
--> statement-breakpoint
CREATE TRIGGER demo_session_only_in_demo BEFORE INSERT ON session
WHEN NEW.demo = 1 AND NOT EXISTS (SELECT 1 FROM installation WHERE kind = 'demo')
BEGIN SELECT RAISE(ABORT, 'demo sign-in exists on a demo database only'); END;
--> statement-breakpoint
CREATE TRIGGER signature_binds BEFORE UPDATE OF hash, user_id, role, signed_at, subject_id ON signature BEGIN SELECT RAISE(ABORT, 'a signature binds what it signed'); END;
--> statement-breakpoint
CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'a signature is voided, never deleted'); END;
