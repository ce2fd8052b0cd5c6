-- The worker sends letters and forgets what has expired; nobody signs in there. What it cannot read it cannot lose.
REVOKE ALL ON passwords, sign_in_attempts FROM corrente_worker;
--> statement-breakpoint
REVOKE INSERT, UPDATE ON users, auth_sessions, verification_tokens, memberships, invitations FROM corrente_worker;
