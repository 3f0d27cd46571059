CREATE TABLE `permission_epoch` (
	`program_id` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `room_snapshot` (
	`room_id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` blob NOT NULL,
	`at` integer NOT NULL,
	`bytes` blob NOT NULL,
	`digest` blob NOT NULL,
	`vector` blob NOT NULL,
	FOREIGN KEY (`room_id`) REFERENCES `room`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `server_lease` (
	`id` integer PRIMARY KEY NOT NULL,
	`fence` integer NOT NULL,
	`taken_at` integer NOT NULL,
	`beat_at` integer NOT NULL,
	CONSTRAINT "server_lease_one_row" CHECK("server_lease"."id" = 1)
);
