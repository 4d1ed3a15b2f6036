CREATE TABLE scans (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  target text NOT NULL,
  host text NOT NULL,
  options json NOT NULL,
  credentials text,
  previous text,
  schedule text,
  priority integer NOT NULL,
  status text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  progress json NOT NULL DEFAULT '{}',
  verdict text,
  summary json,
  error json,
  attempts integer NOT NULL DEFAULT 0,
  crashes integer NOT NULL DEFAULT 0,
  job uuid,
  lease text,
  leased_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
--> statement-breakpoint
CREATE UNIQUE INDEX scans_seq ON scans (seq);
--> statement-breakpoint
CREATE INDEX scans_host ON scans (host, seq);
--> statement-breakpoint
CREATE UNIQUE INDEX scans_open_target ON scans (target) WHERE status IN ('queued', 'running');
--> statement-breakpoint
CREATE INDEX scans_leased ON scans (leased_until) WHERE lease IS NOT NULL;
--> statement-breakpoint
CREATE INDEX scans_finished ON scans (finished_at);
--> statement-breakpoint
CREATE TABLE reports (
  scan text PRIMARY KEY REFERENCES scans (id) ON DELETE CASCADE,
  report json NOT NULL
);
--> statement-breakpoint
CREATE TABLE hosts (
  host text PRIMARY KEY,
  busy text,
  free_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE schedules (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  target text NOT NULL,
  host text NOT NULL,
  cron text NOT NULL,
  timezone text NOT NULL,
  options json NOT NULL,
  credentials text,
  webhook_url text,
  webhook_secret text,
  next_at timestamptz NOT NULL,
  last_scan text,
  last_verdict text,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE INDEX schedules_next ON schedules (next_at);
--> statement-breakpoint
CREATE TABLE deliveries (
  id text PRIMARY KEY,
  schedule text NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  payload json NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  attempts integer NOT NULL DEFAULT 0,
  problem text,
  created_at timestamptz NOT NULL DEFAULT now(),
  delivered_at timestamptz
);
--> statement-breakpoint
CREATE INDEX deliveries_schedule ON deliveries (schedule, created_at);
--> statement-breakpoint
CREATE TABLE tallies (
  verdict text NOT NULL,
  bucket integer NOT NULL,
  scans bigint NOT NULL,
  seconds double precision NOT NULL,
  PRIMARY KEY (verdict, bucket)
);
